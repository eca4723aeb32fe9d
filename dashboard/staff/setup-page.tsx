import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Me } from '#contract/staff.ts';
import { request } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Loading } from '../ui/states-of-page.tsx';
import { useTexts } from '../ui/text.tsx';
import { Door } from './door.tsx';
import { isName, isPassword } from './person-rules.ts';

/** The very first admin, by the link that the controller printed. */
export function SetUpPage({ token }: { token: string }) {
  const { t, f } = useTexts();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const path = `/api/setup/${encodeURIComponent(token)}`;
  const link = useQuery({ queryKey: ['setup', token], queryFn: () => request<unknown>(path), retry: false });
  const [name, setName] = useState('admin');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const making = useMutation({
    mutationFn: () => request<Me>(path, { method: 'POST', body: { name: name.trim(), password } }),
    onSuccess: async (me) => {
      cache.setQueryData(sessionQuery.queryKey, me);
      await navigate({ to: '/' });
    },
  });
  if (link.isPending)
    return (
      <Door title={t.settings.setupTitle}>
        <Loading rows={2} height="h-12" />
      </Door>
    );
  if (link.isError) {
    const { status } = link.error as { status?: number };
    return (
      <Door title={t.settings.setupTitle}>
        <p>{status === 404 || status === 400 ? t.settings.setupInvalid : problemText(link.error, t, f)}</p>
      </Door>
    );
  }
  return (
    <Door title={t.settings.setupTitle} text={t.settings.setupText}>
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isName(name.trim()) && isPassword(password)) making.mutate();
        }}
      >
        {making.isError && (
          <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
            {problemText(making.error, t, f)}
          </p>
        )}
        <TextField
          label={t.settings.name}
          hint={t.settings.nameHint}
          autoComplete="username"
          autoCapitalize="none"
          value={name}
          onChange={({ target }) => setName(target.value)}
          fault={tried && !isName(name.trim()) ? t.settings.nameWrong : undefined}
        />
        <PasswordField
          label={t.settings.password}
          hint={t.settings.passwordHint}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          fault={tried && !isPassword(password) ? t.settings.passwordShort : undefined}
        />
        <Button type="submit" look="primary" disabled={making.isPending}>
          {t.settings.setupCreate}
        </Button>
      </form>
    </Door>
  );
}
