import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { Field, fieldBox } from './field.tsx';
import { useTexts } from './text.tsx';

/** A password that can be looked at: typed on phones, in the sun. */
export function PasswordField({
  label,
  hint,
  fault,
  value,
  autoComplete,
  onChange,
}: {
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  value: string;
  autoComplete: 'current-password' | 'new-password';
  onChange: (value: string) => void;
}) {
  const { t } = useTexts();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(of) => (
        <div className="relative">
          <input
            {...of}
            type={shown ? 'text' : 'password'}
            name="password"
            autoComplete={autoComplete}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className={`${fieldBox} pr-12`}
          />
          <button
            type="button"
            aria-label={shown ? t.settings.hidePassword : t.settings.showPassword}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 right-0 grid w-11 place-items-center text-muted"
          >
            <Icon aria-hidden="true" size={20} />
          </button>
        </div>
      )}
    </Field>
  );
}
