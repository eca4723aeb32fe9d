import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

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
  const root = path.resolve(dashboard, '..');
  // In a process of its own: a test's NODE_ENV would build React for developers, half as large again.
  await promisify(execFile)(
    process.execPath,
    [path.join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: root, env: { ...process.env, NODE_ENV: 'production' } },
  );
}

/** Bytes of script, gzipped, that the page names: what a browser loads before it can show anything. */
export function entryBytes(): number {
  const scripts = readFileSync(page, 'utf8').matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g);
  return [...scripts].reduce(
    (sum, [, name]) => sum + gzipSync(readFileSync(path.join(dashboard, 'dist', name!)), { level: 9 }).length,
    0,
  );
}
