import type { RouterStatus } from '#contract/status.ts';
import type { Messages } from '../text/catalogue.ts';
import type { Format } from '../text/format.ts';
import { type NextStep, nextStepOf } from './next-step.ts';

/** "09.12 (± 30 dtk)", with the day when it is not today. */
export function sinceText(
  row: Pick<RouterStatus, 'since' | 'sinceUncertaintyMs'>,
  f: Format,
  now: number,
): string {
  return [f.moment(Date.parse(row.since), now), f.plusMinus(row.sinceUncertaintyMs)]
    .filter(Boolean)
    .join(' ');
}

/** "Sukamaju mati sejak 09.12 (± 30 dtk)." */
export function sentenceOf(row: RouterStatus, t: Messages, f: Format, now: number): string {
  return t.status.sentence({
    place: row.village.name,
    state: t.status.stateLower[row.state],
    since: sinceText(row, f, now),
    reason: row.reason === null ? null : t.status.reason[row.reason],
  });
}

/** "Hubungi Pak Rahmat: apakah lampu modem menyala?" */
export function nextStepText(row: RouterStatus, t: Messages, f: Format, now: number): string | null {
  const step = nextStepOf(row);
  return step === null ? null : words(step, t, f, now);
}

function words(step: NextStep, t: Messages, f: Format, now: number): string {
  if (step.kind === 'agent')
    return t.status.next.agent({ agent: step.agent, since: f.moment(Date.parse(step.since), now) });
  if ('who' in step) return t.status.next[step.kind]({ who: step.who ?? t.status.someone });
  return t.status.next[step.kind];
}
