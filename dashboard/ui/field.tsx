import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';

interface Around {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with it, in a sentence. */
  readonly fault?: string | undefined;
  readonly className?: string;
}

export const fieldBox =
  'w-full min-h-11 rounded-control border bg-raised px-3 py-2 text-base text-text aria-invalid:border-down border-control disabled:bg-surface disabled:text-muted';

export function Field({
  label,
  hint,
  fault,
  className = '',
  children,
}: Around & {
  children: (of: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean;
  }) => ReactNode;
}) {
  const id = useId();
  const about = fault ?? hint;
  return (
    <div className={`grid content-start gap-1 ${className}`}>
      <label htmlFor={id} className="font-semibold text-sm">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': about === undefined ? undefined : `${id}-about`,
        'aria-invalid': fault !== undefined,
      })}
      {about !== undefined && (
        <p id={`${id}-about`} className={`text-sm ${fault === undefined ? 'text-muted' : 'text-down-text'}`}>
          {about}
        </p>
      )}
    </div>
  );
}

export function TextField({
  label,
  hint,
  fault,
  className,
  ...rest
}: Around & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field label={label} hint={hint} fault={fault} {...(className === undefined ? {} : { className })}>
      {(of) => <input {...of} {...rest} className={fieldBox} />}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  fault,
  className,
  ...rest
}: Around & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field label={label} hint={hint} fault={fault} {...(className === undefined ? {} : { className })}>
      {(of) => <textarea {...of} {...rest} className={fieldBox} />}
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  fault,
  className,
  ...rest
}: Around & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field label={label} hint={hint} fault={fault} {...(className === undefined ? {} : { className })}>
      {(of) => <select {...of} {...rest} className={fieldBox} />}
    </Field>
  );
}
