/** What the page of the server asks for, in order. */
export type Step =
  | { readonly kind: 'run'; readonly line: number; readonly script: string }
  /** Stays in the foreground on a real server. */
  | { readonly kind: 'keep'; readonly line: number; readonly script: string }
  /** Cannot run in a bare root: why, and the check of the file that stands for it. */
  | { readonly kind: 'check'; readonly line: number; readonly why: string; readonly check: string }
  /** What a person does elsewhere: on a screen, a router, a phone. */
  | { readonly kind: 'person'; readonly line: number; readonly where: string; readonly what: string };

/** A block of the page is marked in a way that nothing here knows, or not closed. */
export class WrongPage extends Error {
  override readonly name = 'WrongPage';
}

/**
 * The sh blocks of a page in Markdown. A comment on the line before a block marks it: `jalan terus`, or `WHY; diperiksa: CHECK`.
 * A comment `di WHERE: WHAT` on its own is a step of a person. Lines count from 1.
 */
export function blocksOf(page: string): Step[] {
  const lines = page.split('\n');
  const steps: Step[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1;
    const comment = /^<!-- (.+) -->$/.exec(lines[at]!)?.[1];
    const person = /^di (layar|router|ponsel): (.+)$/.exec(comment ?? '');
    if (person) {
      steps.push({ kind: 'person', line, where: person[1]!, what: person[2]! });
      continue;
    }
    const opens = comment === undefined ? at : at + 1;
    if (lines[opens] !== '```sh') {
      if (comment !== undefined) throw new WrongPage(`line ${line}: "${comment}" marks no sh block`);
      continue;
    }
    const closes = lines.indexOf('```', opens);
    if (closes < 0) throw new WrongPage(`line ${line}: the block is not closed`);
    steps.push(stepOf(comment, opens + 1, lines.slice(opens + 1, closes).join('\n')));
    at = closes;
  }
  return steps;
}

function stepOf(mark: string | undefined, line: number, script: string): Step {
  if (mark === undefined) return { kind: 'run', line, script };
  if (mark === 'jalan terus') return { kind: 'keep', line, script };
  const [, why, check] = /^(.+); diperiksa: (.+)$/.exec(mark) ?? [];
  if (why === undefined || check === undefined) throw new WrongPage(`line ${line}: unknown mark "${mark}"`);
  return { kind: 'check', line, why, check };
}
