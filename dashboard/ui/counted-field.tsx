import { Field, fieldBox } from './field.tsx';

/** A text with a limit, which says how much is left. One line without `rows`. */
export function CountedField({
  label,
  value,
  most,
  left,
  rows,
  fault,
  onChange,
}: {
  label: string;
  value: string;
  most: number;
  left: string;
  rows?: number;
  fault: string | undefined;
  onChange: (value: string) => void;
}) {
  const of = { maxLength: most, value, className: fieldBox };
  return (
    <Field label={label} hint={left} fault={fault}>
      {(field) =>
        rows === undefined ? (
          <input {...field} {...of} onChange={({ target }) => onChange(target.value)} />
        ) : (
          <textarea {...field} {...of} rows={rows} onChange={({ target }) => onChange(target.value)} />
        )
      }
    </Field>
  );
}
