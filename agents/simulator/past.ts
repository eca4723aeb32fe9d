import type { Timeline } from './world/timeline.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Troubles of the day before the start, so that history has something to tell: the fleet's routers take turns, a lone router has
 * all of them. Every trouble ends well before the start.
 */
export function writePast(timeline: Timeline, index: number, routers: number, start: number): void {
  const turn = (nth: number): boolean => (nth * 5 + 2) % Math.max(1, routers) === index - 1;
  if (turn(0)) {
    const dead = start - 21 * HOUR;
    timeline.open('accessPointDead', dead, dead + 95 * MINUTE);
  }
  if (turn(1)) {
    const cut = start - 16 * HOUR;
    timeline.open('away', cut, cut + 42 * MINUTE);
  }
  if (turn(2)) {
    const cut = start - 12 * HOUR;
    timeline.open('away', cut, cut + 58 * MINUTE);
    timeline.open('off', cut + 50 * MINUTE, cut + 51 * MINUTE);
    timeline.boots.push(cut + 51 * MINUTE);
  }
  if (turn(3)) {
    const dark = start - 9 * HOUR;
    timeline.open('off', dark, dark + 73 * MINUTE);
    timeline.boots.push(dark + 73 * MINUTE);
  }
}
