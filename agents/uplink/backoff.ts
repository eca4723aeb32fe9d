/** First ceiling, ms: a controller that restarts is back within seconds. */
const FIRST = 250;
const MOST = 300_000;

/** ms to wait after `failures` (1, 2, …) failed tries in a row: full jitter under a ceiling that doubles. `random` is in [0, 1). */
export const waitAfter = (failures: number, random: number): number =>
  Math.round(random * Math.min(MOST, FIRST * 2 ** Math.min(30, failures - 1)));
