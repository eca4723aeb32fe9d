import { readdirSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { migrateDeploy } from '../../prisma/engine/engine.ts';
import { home } from './config.ts';

const folder = path.join(home, 'prisma', 'migrations');

/** The database cannot be brought to this version; says what to do. */
export class WrongMigrationState extends Error {
  override readonly name = 'WrongMigrationState';
}

/** Applies what is pending, forward only. Refuses a database that a newer version has migrated, or a failed migration. */
export async function migrate(url: string): Promise<string[]> {
  const known = new Set(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name),
  );
  const recorded = await appliedMigrations(url);
  const failed = recorded.find((row) => row.finished_at === null && row.rolled_back_at === null);
  if (failed) {
    throw new WrongMigrationState(
      `migration ${failed.migration_name} failed half-way: restore the backup made before the upgrade, or run "npx prisma migrate resolve"`,
    );
  }
  const foreign = recorded.find((row) => row.rolled_back_at === null && !known.has(row.migration_name));
  if (foreign) {
    throw new WrongMigrationState(
      `the database is newer than this program (it has migration ${foreign.migration_name}): update the program, or restore an older backup`,
    );
  }
  return await migrateDeploy(url, folder);
}

interface Recorded {
  migration_name: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
}

async function appliedMigrations(url: string): Promise<Recorded[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>(
      `select to_regclass('_prisma_migrations') is not null as there`,
    );
    if (!rows[0]?.there) return [];
    return (
      await client.query<Recorded>(
        'select migration_name, finished_at, rolled_back_at from _prisma_migrations',
      )
    ).rows;
  } finally {
    await client.end();
  }
}
