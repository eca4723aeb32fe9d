import type { ButtonHTMLAttributes } from 'react';

export type Look = 'primary' | 'plain' | 'danger' | 'quiet';

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:brightness-110 border border-transparent',
  plain: 'bg-raised text-text border border-control hover:bg-surface',
  danger: 'bg-down-tint text-down-text border border-down hover:brightness-95',
  quiet: 'text-accent border border-transparent hover:bg-surface',
};

/** Classes of a button, for links that look like one. */
export const buttonClass = (look: Look = 'plain', extra = '') =>
  `inline-flex min-h-11 items-center justify-center gap-2 rounded-control px-4 py-2 text-[15px] font-semibold leading-tight disabled:cursor-not-allowed disabled:border-line disabled:bg-surface disabled:text-muted disabled:brightness-100 md:min-h-10 ${LOOKS[look]} ${extra}`;

export function Button({
  look,
  className,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look }) {
  return <button type="button" {...rest} className={buttonClass(look, className)} />;
}
