import { dataOfDemo } from '../platform/command-line.ts';
import { readConfig } from '../platform/config.ts';
import { plainly } from '../platform/plainly.ts';
import { type Line, linesOf } from './lines-of.ts';
import { look } from './look.ts';

/** `npm run doctor`: each line well, or what to do. Exit code 1 when there is something to do. */
export function shown(lines: readonly Line[]): string {
  const wide = Math.max(...lines.map(({ about }) => about.length));
  const rows = lines.map(({ about, found, todo }) => {
    const row = `${todo === null ? 'baik  ' : 'PERLU '} ${about.padEnd(wide)}  ${found}`;
    return todo === null ? row : `${row}\n${' '.repeat(wide + 9)}→ ${todo}`;
  });
  const open = lines.filter(({ todo }) => todo !== null).length;
  return [...rows, '', open === 0 ? 'Semua baik.' : `${open} hal perlu dikerjakan.`].join('\n');
}

if (import.meta.main) {
  try {
    const config = dataOfDemo(readConfig());
    const lines = linesOf(await look(config, new Date()), config);
    console.log(shown(lines));
    process.exit(lines.some(({ todo }) => todo !== null) ? 1 : 0);
  } catch (error) {
    console.error(plainly(error));
    process.exit(1);
  }
}
