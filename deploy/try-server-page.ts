import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { blocksOf } from './blocks-of.ts';
import { check } from './check-file.ts';
import { makeRoot } from './fresh-root.ts';
import { startWorld } from './outside-world.ts';

const home = path.resolve(import.meta.dirname, '..');
const page = 'docs/id/server.md';

/**
 * `npm run try:server`: every sh block of the page, in order, in a fresh Debian 12. As root, with mmdebstrap, a Debian mirror and npm.
 * What stands for the world outside: the repository (this checkout's HEAD), the router and the phone (of the simulator).
 */
async function main(): Promise<void> {
  if (process.getuid?.() !== 0 || spawnSync('mmdebstrap', ['--version']).status !== 0) {
    console.log('SKIPPED: the page of the server is tried as root, with mmdebstrap');
    return;
  }
  const from = Date.now();
  const seconds = () => ((Date.now() - from) / 1_000).toFixed(0).padStart(4);
  const steps = blocksOf(readFileSync(path.join(home, page), 'utf8'));
  const root = await makeRoot(home);
  console.log(`${seconds()} s  a fresh Debian 12, ${root.place}`);
  const world = startWorld(root);
  try {
    for (const step of steps) {
      const at = `${page}:${step.line}`;
      if (step.kind === 'run') await root.run(world.filledIn(step.script));
      else if (step.kind === 'keep') await world.keep(step.script);
      else if (step.kind === 'person') await world.person(step.where);
      else check(home, step.check, root);
      const what = step.kind === 'check' ? `${step.why}; ${step.check}: well` : step.kind;
      console.log(`${seconds()} s  ${at}  ${what}`);
    }
    console.log(`${seconds()} s  the page holds: from a bare Debian 12 to a resident online`);
  } finally {
    await world.end();
    await root.remove();
    rmSync(root.place, { recursive: true, force: true, maxRetries: 3 });
  }
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
});
