import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import '../../controller/platform/testing.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '..', '..');

test('prisma’s own commands work without its binary: from empty, `migrate dev` applies all and finds nothing to add', async () => {
  const server = inject('postgresUrl');
  const name = `dev_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  onTestFinished(async () => {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  });
  // In a copy, since a drift would be written down as a new migration.
  const copy = mkdtempSync('/tmp/sd-prisma-');
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  for (const part of ['prisma', 'prisma.config.ts', 'package.json'])
    cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  const prisma = (...args: string[]) =>
    run(path.join(copy, 'node_modules/.bin/prisma'), args, {
      cwd: copy,
      env: {
        ...process.env,
        DATABASE_URL: url.toString(),
        PATH: `${path.join(root, 'node_modules/.bin')}:${process.env.PATH}`,
      },
    });
  const { stdout } = await prisma('migrate', 'dev', '--name', 'drift');
  expect(stdout).toMatch(/already in sync|in sync with your schema/i);
  expect((await prisma('migrate', 'status')).stdout).toMatch(/up to date/);
  const left = await admin.query(`select 1 from pg_database where datname like 'prisma_migrate_shadow%'`);
  expect(left.rowCount).toBe(0);
}, 60_000);
