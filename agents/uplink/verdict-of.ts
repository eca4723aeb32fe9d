/**
 * What to do when the controller did not take a batch.
 * `retry`: it is not about the batch. `halve`: it is too large, or something in it is wrong: find out what.
 */
export type Verdict = 'retry' | 'halve';

/** Statuses that speak of us, of the way, or of the controller's state, but not of what is in the batch. */
const NOT_THE_BATCH = new Set([401, 403, 404, 405, 407, 408, 421, 425, 426, 429]);

/**
 * 4xx is for good and never looped on, except those that a wrong token, address or proxy gives to every batch alike: setting
 * aside what was seen because a proxy was set up wrongly would lose it.
 */
export const verdictOf = (status: number): Verdict =>
  status >= 400 && status < 500 && !NOT_THE_BATCH.has(status) ? 'halve' : 'retry';
