import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const dashboard = path.resolve(import.meta.dirname, '..');
const page = path.join(dashboard, 'dist', 'index.html');
const contract = path.resolve(dashboard, '..', 'controller', 'contract');

function newestOf(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const at = path.join(folder, entry.name);
      if (entry.name === 'dist' || entry.name === 'journeys') return 0;
      return entry.isDirectory() ? newestOf(at) : statSync(at).mtimeMs;
    }),
  );
}

/** What the controller serves is what stands in the sources. */
export async function buildDashboard(): Promise<void> {
  const built = existsSync(page) ? statSync(page).mtimeMs : 0;
  if (built > Math.max(newestOf(dashboard), newestOf(contract))) return;
  await build({ configFile: path.resolve(dashboard, '..', 'vite.config.ts'), logLevel: 'warn' });
}

/** Bytes of script, gzipped, that the page names: what a browser loads before it can show anything. */
export function entryBytes(): number {
  const scripts = readFileSync(page, 'utf8').matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g);
  return [...scripts].reduce(
    (sum, [, name]) => sum + gzipSync(readFileSync(path.join(dashboard, 'dist', name!)), { level: 9 }).length,
    0,
  );
}
