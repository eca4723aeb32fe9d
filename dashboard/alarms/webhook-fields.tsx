import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../ui/text.tsx';
import { type Form, type FormFault, randomSecret } from './form.ts';
import { words } from './words.ts';

export interface FieldsProps {
  readonly form: Form;
  readonly faults: ReadonlySet<FormFault>;
  readonly onChange: (change: Partial<Form>) => void;
}

export function WebhookFields({ form, faults, onChange }: FieldsProps) {
  const w = useWords(words);
  return (
    <>
      <TextField
        label={w.url}
        hint={w.urlHint}
        fault={faults.has('url') ? w.urlWrong : undefined}
        type="url"
        inputMode="url"
        autoComplete="off"
        value={form.url}
        onChange={({ target }) => onChange({ url: target.value })}
      />
      <TextField
        label={w.secret}
        hint={w.secretHint}
        fault={faults.has('secret') ? w.secretWrong : undefined}
        autoComplete="off"
        spellCheck={false}
        value={form.secret}
        onChange={({ target }) => onChange({ secret: target.value })}
      />
      <Button onClick={() => onChange({ secret: randomSecret() })}>{w.makeSecret}</Button>
    </>
  );
}
