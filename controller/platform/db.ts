import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from './generated/client.ts';

export type Db = PrismaClient;
/** A transaction of `db.$transaction(async (tx) => …)`. */
export type Tx = Prisma.TransactionClient;
export { Prisma };

/** The role that the program works as; migrations make it. */
export const APP_ROLE = 'sinyaldesa_app';

export interface OpenDbOptions {
  /** Most connections. */
  readonly max?: number;
  /** `app` (default) has no DDL and cannot change the audit log; `owner` is for tests and repair. */
  readonly as?: 'app' | 'owner';
}

/**
 * A statement that begins with `/* prepared:NAME *\/` is planned once for each connection. For those few that come with
 * every batch, and whose text never varies: each name is kept until the connection ends.
 */
const PREPARED = /^\s*\/\* prepared:([a-z-]+) \*\//;
// The driver takes undefined for a statement without a name; its type does not say so.
const nameOf = ({ sql }: { readonly sql: string }): string => PREPARED.exec(sql)?.[1] as string;

/**
 * A client of a migrated database. The session's zone is UTC, since the adapter shifts `timestamptz` silently in
 * any other. A statement may run 30 s, waiting for a lock 10 s.
 */
export function openDb(url: string, { max = 10, as = 'app' }: OpenDbOptions = {}): Db {
  const settings = ['timezone=UTC', 'statement_timeout=30000', 'lock_timeout=10000'];
  if (as === 'app') settings.push(`role=${APP_ROLE}`);
  return new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionString: url,
        max,
        connectionTimeoutMillis: 5_000,
        options: settings.map((setting) => `-c ${setting}`).join(' '),
      },
      { statementNameGenerator: nameOf },
    ),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
}

/** True when the error says that the database cannot be reached, rather than that it refused. */
export function isDatabaseGone(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && GONE.has(code)) return true;
    if (
      /terminat|ECONNREFUSED|ENOENT|Connection.*(closed|timeout)|Can't reach database|starting up|shutting down|timeout exceeded/i.test(
        at.message,
      )
    )
      return true;
    at = at.cause ?? (at as { meta?: { driverAdapterError?: unknown } }).meta?.driverAdapterError;
  }
  return false;
}

const GONE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'P1001',
  'P1017',
  'P2024',
  'P2028',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08003',
]);
