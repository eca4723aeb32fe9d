import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { sessionQuery, signIn } from '../api/session.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts } from '../ui/text.tsx';
import { Door } from './door.tsx';

const route = getRouteApi('/masuk');

export function SignInPage() {
  const { t, f } = useTexts();
  const { ke } = route.useSearch();
  const router = useRouter();
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const entering = useMutation({
    mutationFn: signIn,
    onSuccess: async (me) => {
      cache.setQueryData(sessionQuery.queryKey, me);
      router.history.push(ke ?? '/');
    },
  });

  return (
    <Door title={t.settings.signInTitle}>
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const empty = name.trim() === '' || password === '';
          setMissing(empty);
          if (!empty) entering.mutate({ name: name.trim(), password });
        }}
      >
        {entering.isError && (
          <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
            {problemText(entering.error, t, f)}
          </p>
        )}
        <TextField
          label={t.settings.name}
          name="name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
          fault={missing && name.trim() === '' ? t.settings.required : undefined}
        />
        <PasswordField
          label={t.settings.password}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          fault={missing && password === '' ? t.settings.required : undefined}
        />
        <Button type="submit" look="primary" disabled={entering.isPending} className="w-full">
          {entering.isPending ? t.settings.signingIn : t.settings.signIn}
        </Button>
        <p className="text-center text-muted text-sm">{t.settings.forgot}</p>
      </form>
    </Door>
  );
}
