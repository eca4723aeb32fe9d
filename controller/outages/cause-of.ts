import type { Cause, Evidence } from '#contract/outages.ts';
import { type Answer, answerAbout, speaksForPower } from './answers-of.ts';
import type { DownFacts } from './timeline.ts';

/** An own reboot explains a silence no longer than this, ms. */
const COMMANDED_LIMIT_MS = 600_000;
/** Whole seconds and the way of the answer blur a boot time by this, s. */
const BLUR_SECONDS = 10;

/** What was said and done beside the looks; times in ms. */
export interface Beside {
  readonly sentReboots: readonly number[];
  readonly answers: readonly Answer[];
}

/**
 * Why a router was away, from its uptime before and after, the reboots that we sent it, and what its contact said. A
 * restart while away proves one restart near the end and no more (villagers pull the plug when the uplink is dead): it
 * is `power` only when the contact's answer speaks for the start. An uptime that ran on outweighs every answer.
 */
export function causeOf(
  down: DownFacts,
  firstFailedAt: number,
  endedAt: number | null,
  { sentReboots, answers }: Beside,
): { cause: Cause; evidence: Evidence } {
  const { firstGoodAt, uptimeAfter, lastGoodAt } = down;
  const bootedAt = firstGoodAt !== null && uptimeAfter !== null ? firstGoodAt - uptimeAfter * 1000 : null;
  const lasted = { lastGoodAt, firstFailedAt, endedAt };
  const answer = answerAbout(lasted, answers);
  const evidence = (kind: Evidence['kind']): Evidence => ({
    kind,
    signs: [],
    began: null,
    ended: null,
    uptimeSeconds: uptimeAfter,
    bootedAt: bootedAt === null ? null : new Date(bootedAt).toISOString(),
    answer: answer === null ? null : { power: answer.power, at: new Date(answer.at).toISOString() },
  });
  const unlessPower = speaksForPower(answer, lasted, bootedAt) ? 'power' : 'undetermined';
  if (firstGoodAt === null) return { cause: unlessPower, evidence: evidence('still-away') };
  const ran = ranOn(down);
  if (ran === null) return { cause: unlessPower, evidence: evidence('uptime-unknown') };
  if (ran) return { cause: 'uplink', evidence: evidence('uptime-ran-on') };
  const commanded = sentReboots.some(
    (sent) =>
      sent >= (lastGoodAt ?? firstFailedAt) - BLUR_SECONDS * 1000 &&
      sent <= firstFailedAt + BLUR_SECONDS * 1000,
  );
  if (commanded && firstGoodAt - firstFailedAt <= COMMANDED_LIMIT_MS) {
    return { cause: 'commanded', evidence: evidence('commanded-reboot') };
  }
  return { cause: unlessPower, evidence: evidence('restarted') };
}

/** Did the uptime go on over the whole silence? Null when a figure is missing. */
function ranOn({ firstGoodAt, lastGoodAt, uptimeAfter, uptimeBefore }: DownFacts): boolean | null {
  if (firstGoodAt === null || lastGoodAt === null || uptimeAfter === null || uptimeBefore === null)
    return null;
  const away = (firstGoodAt - lastGoodAt) / 1000;
  return Math.abs(uptimeAfter - uptimeBefore - away) <= BLUR_SECONDS + away * 0.001;
}
