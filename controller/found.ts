import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Config, home } from './platform/config.ts';
import type { Db } from './platform/db.ts';

export interface Found {
  /** For the log, one fact a line. */
  readonly lines: readonly string[];
  /** Routers in the inventory that are no simulated ones. */
  readonly realRouters: number;
}

interface Row {
  readonly postgres: string;
  readonly bytes: bigint;
  readonly real: number;
  readonly simulated: number;
  readonly agents: number;
  readonly lookAt: Date | null;
  readonly backupAt: Date | null;
}

/** What this start found: program, database, inventory, and how old the newest look and backup are. One query. */
export async function whatIsThere(db: Db, config: Config, now: Date): Promise<Found> {
  const [row] = await db.$queryRaw<Row[]>`
    select current_setting('server_version') as postgres, pg_database_size(current_database()) as bytes,
      (select count(*)::int from router where removed_at is null and not simulated) as real,
      (select count(*)::int from router where removed_at is null and simulated) as simulated,
      (select count(*)::int from agent where revoked_at is null) as agents,
      (select max(last_look_at) from router_status) as "lookAt",
      (select max(finished_at) from backup where failure is null) as "backupAt"`;
  const { postgres, bytes, real, simulated, agents, lookAt, backupAt } = row!;
  const own = config.databaseUrl === null ? `embedded, in ${config.dataDir}` : 'of your own (DATABASE_URL)';
  return {
    realRouters: real,
    lines: [
      `Sinyal Desa ${versionOf()} on Node ${process.versions.node}`,
      `database: PostgreSQL ${postgres.split(' ')[0]}, ${own}, ${megabytes(bytes)}`,
      `routers: ${real}${simulated > 0 ? ` and ${simulated} simulated` : ''}; agents: ${agents}; newest look: ${ageOf(lookAt, now)}`,
      `last good backup: ${ageOf(backupAt, now)}${config.backupDir === null ? '; BACKUP_DIR is not set, so there will be none' : ''}`,
    ],
  };
}

const versionOf = (): string =>
  (JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as { version: string }).version;

const megabytes = (bytes: bigint): string => `${(Number(bytes) / 1e6).toFixed(0)} MB`;

/** `never`, `40 s ago`, `3 h ago`, `5 days ago`: whole units, rounded down. */
export function ageOf(at: Date | null, now: Date): string {
  if (at === null) return 'never';
  const seconds = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 1_000));
  if (seconds < 120) return `${seconds} s ago`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} h ago`;
  return `${Math.floor(seconds / 86_400)} days ago`;
}
