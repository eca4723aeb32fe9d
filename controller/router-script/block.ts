import type { ScriptPlan } from './plan.ts';
import { plain, quoted } from './quote.ts';

/** Marks what is ours in menus that have comments. */
export const MARK = 'sinyal-desa';

/** One step: a block of its own, so that what was cut off can be pasted again. */
export interface Step {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Said in Indonesian at the router's terminal. */
export const say = (sentence: string): string => `:put ${quoted(plain(sentence))}`;
export const stop = (sentence: string): string => `:error ${quoted(plain(sentence))}`;

const COUNT = '; :set baris ($baris + 1)';

/** A command that is carried out in any case: no declaration, no part of a block. */
const isWhole = (line: string): boolean => !/^( |:local |:global )|\{$/.test(line);

/**
 * A step as text. It does nothing unless the checks of this very script went well (a wrong router would else be changed
 * by the blocks after a refused one), and says so when it is through. A terminal that refuses a line within a block goes
 * on with the lines behind it as commands of their own: so the mark is held by a variable that only the block knows.
 * Lines are counted, since a slow terminal loses some of a long paste, and a script without one of them still runs.
 */
export function blockOf(
  { nasIdentifier }: ScriptPlan,
  { title, lines }: Step,
  number: number,
  of: number,
): string {
  const counted = lines.map((line) => (isWhole(line) ? `${line}${COUNT}` : line));
  return [
    `# ${number}/${of} ${plain(title)}`,
    '{',
    ':global sdLanjut',
    ':global sdLangkah',
    `:if ($sdLanjut != ${quoted(nasIdentifier)}) do={ ${stop(`Langkah ${number} dilewati: pemeriksaan di awal belum lulus.`)} }`,
    `:local tanda "${number}|"`,
    ':local baris 0',
    ...counted,
    `:if ($baris != ${counted.filter((line) => line.endsWith(COUNT)).length}) do={ ${stop(`Langkah ${number} kehilangan baris saat ditempel: tempel lagi seluruh skrip.`)} }`,
    ':set sdLangkah ($sdLangkah . $tanda)',
    `:if ([:len $tanda] > 0) do={ ${say(`[${number}/${of}] ${title}: beres`)} }`,
    '}',
  ].join('\n');
}

/** `add` when there is no such row, and then `set`: what was half done is made whole. */
export function rowOf(menu: string, find: string, added: string, set: readonly string[]): string[] {
  return [
    `:if ([:len [${menu} find ${find}]] = 0) do={ ${menu} add ${added} }`,
    ...set.map((values) => `${menu} set [find ${find}] ${values}`),
  ];
}
