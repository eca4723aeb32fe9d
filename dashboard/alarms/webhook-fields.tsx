import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useTexts } from '../ui/text.tsx';
import { type Form, type FormFault, randomSecret } from './form.ts';

export interface FieldsProps {
  readonly form: Form;
  readonly faults: ReadonlySet<FormFault>;
  readonly onChange: (change: Partial<Form>) => void;
}

export function WebhookFields({ form, faults, onChange }: FieldsProps) {
  const { t } = useTexts();
  return (
    <>
      <TextField
        label={t.alarms.url}
        hint={t.alarms.urlHint}
        fault={faults.has('url') ? t.alarms.urlWrong : undefined}
        type="url"
        inputMode="url"
        autoComplete="off"
        value={form.url}
        onChange={({ target }) => onChange({ url: target.value })}
      />
      <TextField
        label={t.alarms.secret}
        hint={t.alarms.secretHint}
        fault={faults.has('secret') ? t.alarms.secretWrong : undefined}
        autoComplete="off"
        spellCheck={false}
        value={form.secret}
        onChange={({ target }) => onChange({ secret: target.value })}
      />
      <Button onClick={() => onChange({ secret: randomSecret() })}>{t.alarms.makeSecret}</Button>
    </>
  );
}
