import type { Cause, Evidence } from '#contract/outages.ts';
import type { DownFacts } from './timeline.ts';

/** An own reboot explains a silence no longer than this, ms. */
const COMMANDED_LIMIT_MS = 600_000;
/** Whole seconds and the way of the answer blur a boot time by this, s. */
const BLUR_SECONDS = 10;

/**
 * Why a router was away, from its uptime before and after and the reboots that we sent it. A restart while away proves
 * one restart near the end and no more (villagers pull the plug when the uplink is dead): that stays undetermined.
 */
export function causeOf(
  down: DownFacts,
  firstFailedAt: number,
  sentReboots: readonly number[],
): { cause: Cause; evidence: Evidence } {
  const { firstGoodAt, uptimeAfter, lastGoodAt } = down;
  const bootedAt = firstGoodAt !== null && uptimeAfter !== null ? firstGoodAt - uptimeAfter * 1000 : null;
  const evidence = (kind: Evidence['kind']): Evidence => ({
    kind,
    uptimeSeconds: uptimeAfter,
    bootedAt: bootedAt === null ? null : new Date(bootedAt).toISOString(),
  });
  if (firstGoodAt === null) return { cause: 'undetermined', evidence: evidence('still-away') };
  const ran = ranOn(down);
  if (ran === null) return { cause: 'undetermined', evidence: evidence('uptime-unknown') };
  if (ran) return { cause: 'uplink', evidence: evidence('uptime-ran-on') };
  const commanded = sentReboots.some(
    (sent) =>
      sent >= (lastGoodAt ?? firstFailedAt) - BLUR_SECONDS * 1000 &&
      sent <= firstFailedAt + BLUR_SECONDS * 1000,
  );
  if (commanded && firstGoodAt - firstFailedAt <= COMMANDED_LIMIT_MS) {
    return { cause: 'commanded', evidence: evidence('commanded-reboot') };
  }
  return { cause: 'undetermined', evidence: evidence('restarted') };
}

/** Did the uptime go on over the whole silence? Null when a figure is missing. */
function ranOn({ firstGoodAt, lastGoodAt, uptimeAfter, uptimeBefore }: DownFacts): boolean | null {
  if (firstGoodAt === null || lastGoodAt === null || uptimeAfter === null || uptimeBefore === null)
    return null;
  const away = (firstGoodAt - lastGoodAt) / 1000;
  return Math.abs(uptimeAfter - uptimeBefore - away) <= BLUR_SECONDS + away * 0.001;
}
