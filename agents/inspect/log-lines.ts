import type { RouterLogEntry } from '#contract/inspection.ts';
import type { Menu } from '../routeros/index.ts';

type Line = RouterLogEntry['lines'][number];

const MOST = 50;
/** What our script has the router write, what it says of its own starts and ends, and of people who may not come in. */
const KEPT = /^sinyal-desa |rebooted|shutdown|power|watchdog|kernel failure|login failure/;

/** `/log`: memory and disk, newest last. The stamps are by the router's clock. */
export const logLines: Menu<Line[]> = {
  words: ['/log/print', '=.proplist=time,topics,message'],
  read: ({ rows }) =>
    rows
      .map((row) => ({
        stamp: (row.time ?? '').slice(0, 60),
        topics: (row.topics ?? '').slice(0, 100),
        message: (row.message ?? '').slice(0, 300),
      }))
      .filter(({ topics, message }) => KEPT.test(message) || topics.split(',').includes('critical'))
      .slice(-MOST),
};
