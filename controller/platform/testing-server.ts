import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';

/** One PostgreSQL for the whole run: that of TEST_DATABASE_URL, else an embedded one in a folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const template = `template_${randomUUID().replaceAll('-', '')}`;
  const given = process.env.TEST_DATABASE_URL;
  const folder = given ? null : mkdtempSync(path.join(tmpdir(), 'sinyal-desa-test-'));
  const embedded = folder
    ? await startEmbeddedPostgres({
        dataDir: folder,
        database: 'postgres',
        settings: { max_connections: '200' },
      })
    : null;
  const base = embedded?.url ?? given!;
  const url = new URL(base);
  await query(base, `create database ${template}`);
  url.pathname = `/${template}`;
  await migrate(url.toString());
  project.provide('postgresUrl', base);
  project.provide('template', template);
  return async () => {
    await query(base, `drop database if exists ${template} with (force)`);
    await embedded?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
    if (embedded) rmSync(embedded.dataDir, { recursive: true, force: true });
  };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
