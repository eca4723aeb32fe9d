import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startFleet } from './index.ts';
import { MENUS } from './menus/all.ts';

/** Debian's package serves the system's own Python. */
const PYTHON = '/usr/bin/python3';
const script = new URL('testing/foreign.py', import.meta.url).pathname;
const execute = promisify(execFile);

const isInstalled = await execute(PYTHON, ['-c', 'import librouteros']).then(
  () => true,
  () => false,
);

/** Their rows come and go with the sessions of the client itself. */
const LIVELY = new Set(['/user/active', '/log', '/ip/service']);

interface Findings {
  readonly plain: string;
  readonly challenge: string;
  readonly refused: string;
  readonly menus: Record<string, number | string>;
  readonly empty: unknown[];
  readonly trap: string;
  readonly together: Record<string, string[]>;
  readonly unicode: string;
}

test('python3-librouteros logs in both ways, prints every menu, gets traps and empty lists, runs two tagged commands at once', async () => {
  if (!isInstalled) {
    if (process.env.FOREIGN_CLIENTS === 'required')
      throw new Error('python3-librouteros is required (FOREIGN_CLIENTS) and not installed');
    process.stdout.write('SKIPPED: python3-librouteros is not installed\n');
    return;
  }
  const at = Date.now();
  await using fleet = await startFleet({
    routers: 3,
    version: (i) => ['6.49', '7.12', '7.20'][i - 1]!,
    residents: 60,
    now: () => at,
  });
  const paths = Object.entries(MENUS).filter(([, menu]) => menu.rows || menu.fields);
  for (const router of fleet.routers) {
    const { version } = router;
    const old = version === '6.49';
    const { stdout } = await execute(PYTHON, [
      script,
      String(router.port),
      old ? 'both' : 'plain',
      ...paths.map(([path]) => path),
    ]);
    const found = JSON.parse(stdout) as Findings;
    expect(found.plain).toBe(router.name);
    expect(found.challenge).toBe(old ? router.name : 'not asked');
    expect(found.refused).toContain('invalid user name or password (6)');
    const { features } = (router as unknown as { router: { state: { features: never } } }).router.state;
    for (const [path, menu] of paths) {
      const exists = menu.exists?.(features) ?? true;
      if (LIVELY.has(path)) expect(found.menus[path], path).toBeGreaterThan(0);
      else if (exists) expect(found.menus[path], path).toBe(router.rows(path).length);
      else expect(found.menus[path], path).toContain('no such command');
    }
    expect(found.empty).toEqual([]);
    expect(found.trap).toContain('no such command');
    expect(Object.keys(found.together)).toEqual(['a', 'b']);
    expect(found.together.a).toEqual([router.name]);
    expect(found.together.b!.length).toBeGreaterThan(1);
    expect(found.unicode).toBe('Bu Sri ☂ é');
  }
});
