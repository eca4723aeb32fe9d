import type { Letterhead } from '#contract/service-levels.ts';

export interface LetterheadForm {
  /** Lines of the head, as typed: one below the other. */
  readonly lines: string;
  readonly address: string;
  readonly place: string;
  readonly name: string;
  readonly nip: string;
  readonly title: string;
  readonly rank: string;
  readonly numberPattern: string;
  readonly claimNumberPattern: string;
}

export type LetterheadFault = 'lines' | 'place' | 'name' | 'title' | 'numberPattern' | 'claimNumberPattern';

/** As the contract's schema has it, which a page need not carry: the controller decides. */
const MOST_LINES = 5;
const LONGEST_LINE = 120;

export const formOf = ({ lines, signer, ...rest }: Letterhead): LetterheadForm => ({
  ...rest,
  ...signer,
  lines: lines.join('\n'),
});

/** What may be sent, or which fields are wrong. Empty lines are left out. */
export function letterheadOf(
  form: LetterheadForm,
):
  | { readonly ok: true; readonly letterhead: Letterhead }
  | { readonly ok: false; readonly faults: ReadonlySet<LetterheadFault> } {
  const lines = form.lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const faults = new Set<LetterheadFault>(
    (['place', 'name', 'title'] as const).filter((field) => form[field].trim() === ''),
  );
  if (lines.length === 0 || lines.length > MOST_LINES || lines.some((line) => line.length > LONGEST_LINE))
    faults.add('lines');
  for (const pattern of ['numberPattern', 'claimNumberPattern'] as const)
    if (!form[pattern].includes('{n}')) faults.add(pattern);
  if (faults.size > 0) return { ok: false, faults };
  const { address, place, numberPattern, claimNumberPattern, name, nip, title, rank } = form;
  return {
    ok: true,
    letterhead: {
      lines,
      address,
      place,
      numberPattern,
      claimNumberPattern,
      signer: { name, nip, title, rank },
    },
  };
}
