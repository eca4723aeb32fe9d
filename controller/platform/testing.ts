import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Db, openDb } from './db.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server with a migrated database named `template`; made by testing-server.ts. */
    postgresUrl: string;
    template: string;
  }
}

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  /** As the program's own role. */
  readonly db: Db;
}

const urlOf = (database: string) => {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${database}`;
  return url.toString();
};

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A fresh, migrated database on the suite's own PostgreSQL; dropped when disposed. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`create database ${name} template ${inject('template')}`);
  const url = urlOf(name);
  const db = openDb(url, { max: 5 });
  return {
    url,
    db,
    async [Symbol.asyncDispose]() {
      await db.$disconnect();
      await asAdmin(`drop database if exists ${name} with (force)`);
    },
  };
}
