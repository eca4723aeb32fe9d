import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type Config, home } from '../platform/config.ts';
import { type Db, openDb } from '../platform/db.ts';
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { sealerOf } from '../platform/seal.ts';
import type { AgentFact, BackupFact, DatabaseFact, Facts } from './facts.ts';

type Asked = Pick<Facts, 'database' | 'agents' | 'backup' | 'realRouters'>;

const nothing = (database: DatabaseFact): Asked => ({ database, agents: [], backup: null, realRouters: 0 });

/**
 * Asks the database without changing it: no migration, no new cluster. An embedded server that does not run is started
 * for as long as it takes.
 */
export async function askDatabase(config: Config, key: Uint8Array | null, now: Date): Promise<Asked> {
  const made = ['postgres', 'pg18', 'master.key'].some((name) => existsSync(path.join(config.dataDir, name)));
  if (config.databaseUrl === null && !made) return nothing({ kind: 'none-yet' });
  try {
    const embedded =
      config.databaseUrl === null
        ? await startEmbeddedPostgres({ dataDir: config.dataDir, database: 'sinyal_desa' })
        : null;
    try {
      const db = openDb(embedded?.url ?? config.databaseUrl!, { max: 1, as: 'owner' });
      try {
        return await ask(db, config, key, now);
      } finally {
        await db.$disconnect();
      }
    } finally {
      if (embedded && !embedded.adopted) await embedded.stop();
    }
  } catch (error) {
    return nothing({ kind: 'unreachable', why: whyOf(error) });
  }
}

const whyOf = (error: unknown) =>
  error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? error.name) : String(error);

async function ask(db: Db, config: Config, key: Uint8Array | null, now: Date): Promise<Asked> {
  const [row] = await db.$queryRaw<{ version: string; bytes: bigint; at: Date; migrated: boolean }[]>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
      clock_timestamp() as at, to_regclass('_prisma_migrations') is not null as migrated`;
  const { version, bytes, at, migrated } = row!;
  const known = readdirSync(path.join(home, 'prisma', 'migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const applied = migrated
    ? (
        await db.$queryRaw<{ name: string }[]>`
          select migration_name as name from _prisma_migrations where rolled_back_at is null and finished_at is not null`
      ).map(({ name }) => name)
    : [];
  const pending = known.filter((name) => !applied.includes(name));
  const foreign = applied.filter((name) => !known.includes(name));
  const there = {
    kind: 'there' as const,
    version: version.split(' ')[0]!,
    bytes: Number(bytes),
    pending,
    foreign,
    clockSeconds: (at.getTime() - now.getTime()) / 1000,
  };
  // Tables of another version are not asked: they may have other columns.
  if (pending.length > 0 || foreign.length > 0)
    return nothing({ ...there, keyFits: true, newestLookAt: null, routers: 0 });
  const routers = await db.router.findMany({ where: { removedAt: null }, select: { simulated: true } });
  const newest = await db.routerStatus.aggregate({ _max: { lastLookAt: true } });
  return {
    database: {
      ...there,
      keyFits: await fits(db, key),
      newestLookAt: newest._max.lastLookAt,
      routers: routers.length,
    },
    agents: await agentsOf(db),
    backup: await backupOf(db, config),
    realRouters: routers.filter((router) => !router.simulated).length,
  };
}

/** As `checkKey` of the start, but writes nothing. */
async function fits(db: Db, key: Uint8Array | null): Promise<boolean> {
  const known = await db.keyCheck.findUnique({ where: { id: 1 } });
  if (known === null) return true;
  return key !== null && sealerOf(key).mac('key-check', 'sinyal-desa').equals(Buffer.from(known.check));
}

async function agentsOf(db: Db): Promise<AgentFact[]> {
  const rows = await db.agent.findMany({
    where: { revokedAt: null },
    include: { _count: { select: { routers: { where: { removedAt: null } } } } },
    orderBy: { name: 'asc' },
  });
  return rows.map(({ name, lastSeenAt, backlog, offsetMs, _count }) => ({
    name,
    lastSeenAt,
    backlog,
    offsetMs,
    routers: _count.routers,
  }));
}

async function backupOf(db: Db, config: Config): Promise<BackupFact> {
  const newest = await db.backup.findFirst({ orderBy: { startedAt: 'desc' } });
  const good = await db.backup.findFirst({
    where: { failure: null, finishedAt: { not: null } },
    orderBy: { finishedAt: 'desc' },
  });
  return {
    folder: config.backupDir,
    passphraseFile: config.backupPassphraseFile !== null && existsSync(config.backupPassphraseFile),
    newestGoodAt: good?.finishedAt ?? null,
    lastFailure: newest?.failure ?? null,
    secondPlace: config.backupSecondPlace,
    copiedAt: good?.copiedAt ?? null,
  };
}
