import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { addTestRouter, testSealer } from './access/testing.ts';
import { home } from './platform/config.ts';
import { testDatabase } from './platform/testing.ts';

const ports = {
  OPS_PORT: '0',
  PORTAL_PORT: '0',
  RADIUS_AUTH_PORT: '0',
  RADIUS_ACCT_PORT: '0',
  METRICS_PORT: '0',
};

function start(
  env: Record<string, string>,
  command: readonly string[] = [process.execPath, 'controller/main.ts'],
) {
  const dataDir = mkdtempSync('/tmp/sd-main-');
  chmodSync(dataDir, 0o755);
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const child = spawn(command[0]!, command.slice(1), {
    cwd: home,
    env: {
      PATH: process.env.PATH ?? '',
      ...ports,
      BIND_ADDRESS: '127.0.0.1',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      ...env,
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = async () => {
    await expect.poll(() => said, { timeout: 60_000, interval: 100 }).toMatch(/dashboard (http:\S+),/);
    return /dashboard (http:\S+),/.exec(said)![1]!;
  };
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { child, ended, ready, stop, dataDir, said: () => said };
}

const answers = (url: string) =>
  fetch(`${url}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );

test('a wrong environment: all faults at once, exit code 1', async () => {
  const controller = start({ OPS_PORT: 'eighty', DATABASE_URL: 'mysql://x' });
  expect(await controller.ended).toBe(1);
  expect(controller.said()).toMatch(/OPS_PORT[\s\S]*DATABASE_URL|DATABASE_URL[\s\S]*OPS_PORT/);
});

test('a port that is taken: a sentence with port and variable, exit code 1, and nothing left running', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  const controller = start({ PORTAL_PORT: String(port) });
  expect(await controller.ended).toBe(1);
  expect(controller.said()).toContain(`port ${port} is taken`);
  expect(controller.said()).toContain('PORTAL_PORT');
});

test('a database that is not there is said so', async () => {
  const controller = start({ DATABASE_URL: 'postgresql://me@127.0.0.1:9/x' });
  expect(await controller.ended).toBe(1);
  expect(controller.said()).toMatch(/DATABASE_URL/);
});

test('SIGTERM ends it with exit code 0; so does the end of the npm that started it', async () => {
  const plain = start({});
  await plain.ready();
  plain.child.kill('SIGTERM');
  expect(await plain.ended).toBe(0);
  const byNpm = start({ HOME: '/tmp' }, ['npm', 'start']);
  const url = await byNpm.ready();
  expect(await answers(url)).toBe(true);
  byNpm.child.kill('SIGTERM');
  await expect.poll(() => answers(url), { timeout: 20_000, interval: 250 }).toBe(false);
});

test('a signal that comes twice, from its group and from its parent, is one wish: it closes in order, PostgreSQL too', async () => {
  const first = start({});
  await first.ready();
  first.child.kill('SIGTERM');
  first.child.kill('SIGTERM');
  setTimeout(() => first.child.kill('SIGTERM'), 100);
  expect(await first.ended).toBe(0);
  const again = start({ DATA_DIR: first.dataDir });
  await again.ready();
  expect(again.said()).not.toContain('still running');
  again.child.kill('SIGTERM');
  expect(await again.ended).toBe(0);
});

test('the start says what it found, and what the settings lack', async () => {
  const controller = start({});
  await controller.ready();
  const said = controller.said();
  expect(said).toMatch(/Sinyal Desa \d+\.\d+\.\d+ on Node 24/);
  expect(said).toMatch(/database: PostgreSQL 18\.\d+, embedded, in \S+, \d+ MB/);
  expect(said).toMatch(/routers: 0; agents: \d; newest look: never/);
  expect(said).toMatch(/last good backup: never; BACKUP_DIR is not set/);
  await expect
    .poll(controller.said)
    .toMatch(/PORTAL_PUBLIC_URL is not set: the first real router will need it/);
  expect(controller.said()).toMatch(/OPS_PUBLIC_URL is not set/);
  await controller.stop();
});

test('with a real router it does not start before phones have an address for the portal', async () => {
  const database = await testDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  await addTestRouter(database.db, testSealer());
  const refused = start({ DATABASE_URL: database.url });
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toMatch(
    /^Sinyal Desa cannot start: PORTAL_PUBLIC_URL is not set, and there are 1 real router,.*PORTAL_PUBLIC_URL=https/m,
  );
  await database.db.router.updateMany({ data: { simulated: true } });
  const simulated = start({ DATABASE_URL: database.url, DATA_DIR: refused.dataDir });
  await simulated.ready();
  await simulated.stop();
});

test('KEY_FILE is the key, is only read, and is missed by name', async () => {
  const folder = mkdtempSync('/tmp/sd-key-');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const missing = start({ KEY_FILE: `${folder}/none` });
  expect(await missing.ended).toBe(1);
  expect(missing.said()).toContain(`KEY_FILE ${folder}/none cannot be read`);
  const file = `${folder}/master.key`;
  writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o440 });
  const controller = start({ KEY_FILE: file });
  await controller.ready();
  expect(statSync(file).mode & 0o777).toBe(0o440);
  expect(existsSync(`${controller.dataDir}/master.key`)).toBe(false);
  await controller.stop();
});

test('X-Forwarded-For of a proxy that is not trusted is told once', async () => {
  const controller = start({ LOG_LEVEL: 'warn' });
  const url = await controller.ready();
  for (let n = 0; n < 3; n++)
    await fetch(`${url}/healthz`, { headers: { 'x-forwarded-for': '198.51.100.7' } });
  await expect.poll(controller.said).toMatch(/set TRUSTED_PROXY/);
  expect(controller.said().match(/is not in TRUSTED_PROXY/g)).toHaveLength(1);
  await controller.stop();
});
