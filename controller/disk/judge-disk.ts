export type DiskState = 'well' | 'warning' | 'full';

/** Above this share a person is needed, above that nothing more is taken in, %. */
const WARNING_PERCENT = 80;
const FULL_PERCENT = 95;
/** A state is left only so far below where it began: it must not flicker. */
const SLACK_PERCENT = 2;

/** State of a disk by what is used of it, 0..100, and by what it was. */
export function judgeDisk(before: DiskState, usedPercent: number): DiskState {
  const above = (limit: number, was: boolean) => usedPercent >= (was ? limit - SLACK_PERCENT : limit);
  if (above(FULL_PERCENT, before === 'full')) return 'full';
  return above(WARNING_PERCENT, before !== 'well') ? 'warning' : 'well';
}
