import { setTimeout as wait } from 'node:timers/promises';
import type { Row } from '../api/sentence.ts';
import type { Features } from '../version.ts';
import { findCommand } from './all.ts';
import { only, proplistOf, visibleRows } from './generic.ts';
import type { Call, Command } from './menu.ts';

/** How often changes are looked for while somebody listens, ms. */
const LOOK = 250;

/** `/path/listen`: works where `print` of rows does. A row for each change, `.dead=yes` for what is gone; never ends by itself. */
export function follow(word: string, features: Features): Command | undefined {
  if (!word.endsWith('/listen')) return undefined;
  const found = findCommand(word.replace(/listen$/, 'print'), features);
  if (!found?.menu || found.menu.single) return undefined;
  const { path, menu } = found;
  return {
    policy: ['read'],
    run: (call) => ({
      stream: (signal) =>
        changes(call, () => visibleRows(path, menu, { ...call, now: call.router.state.clock() }), signal),
    }),
  };
}

async function* changes(call: Call, rows: () => Row[], signal: AbortSignal): AsyncGenerator<Row> {
  const proplist = proplistOf(call);
  const read = (): Map<string, Row> => new Map(rows().map((row) => [row['.id'] ?? '', only(row, proplist)]));
  let known = read();
  for (;;) {
    await wait(LOOK, undefined, { signal, ref: false });
    const now = read();
    for (const [id, row] of now)
      if (JSON.stringify(row) !== JSON.stringify(known.get(id))) yield { '.id': id, ...row };
    for (const id of known.keys()) if (!now.has(id)) yield { '.id': id, '.dead': 'yes' };
    known = now;
  }
}
