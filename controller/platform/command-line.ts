import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Config, readConfig } from './config.ts';
import { type Db, openDb } from './db.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';
import { plainly } from './plainly.ts';
import { type Sealer, sealerFor } from './seal.ts';

export interface CommandContext {
  readonly db: Db;
  readonly sealer: Sealer;
  readonly config: Config;
  /** Of the database's owner. */
  readonly url: string;
  /** Folder of the embedded server's files; null for a server of one's own. */
  readonly cluster: string | null;
}

/**
 * Runs a command beside a running controller (its embedded server is adopted, and left running) or without one (started
 * and stopped). A fault becomes a sentence and exit code 1.
 */
export async function withDatabase(
  work: (context: CommandContext) => Promise<number | undefined>,
): Promise<void> {
  try {
    const config = dataOfDemo(readConfig());
    const postgres =
      config.databaseUrl === null
        ? await startEmbeddedPostgres({ dataDir: config.dataDir, database: 'sinyal_desa' })
        : null;
    try {
      const url = postgres?.url ?? config.databaseUrl!;
      await migrate(url);
      const db = openDb(url, { max: 2 });
      const sealer = await sealerFor(db, config.dataDir, config.keyFile);
      process.exitCode = (await work({ db, sealer, config, url, cluster: postgres?.cluster ?? null })) ?? 0;
      await db.$disconnect();
    } finally {
      if (postgres && !postgres.adopted) await postgres.stop();
    }
  } catch (error) {
    console.error(plainly(error));
    process.exitCode = 1;
  }
  // The wasm engine leaves a timer behind.
  process.exit();
}

/** Where only the demo has data, commands speak of the demo. */
export function dataOfDemo(config: Config): Config {
  const demo = path.join(config.dataDir, 'demo');
  const own = existsSync(path.join(config.dataDir, 'master.key'));
  return config.databaseUrl === null && !own && existsSync(path.join(demo, 'master.key'))
    ? { ...config, dataDir: demo }
    : config;
}
