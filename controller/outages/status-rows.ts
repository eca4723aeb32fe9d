import type { Outcome, Reading } from '#contract/looks.ts';
import type { Reason, State } from '#contract/status.ts';
import type { Tx } from '../platform/db.ts';
import type { Fold } from './fold.ts';

/** What a router's present row is to say. */
export interface StatusRow {
  readonly routerId: number;
  readonly version: number;
  readonly state: State;
  readonly reason: Reason | null;
  /** ms */
  readonly since: number;
  readonly sinceUncertaintyMs: number;
  /** Of the newest look, ms. */
  readonly at: number;
  readonly outcome: Outcome;
  readonly fold: Fold;
  /** Of the newest look when it was answered; else what was read before stays. */
  readonly answered: {
    readonly users: number | null;
    readonly uptimeSeconds: number | null;
    /** Null = not known; the one of before stays. */
    readonly reading: Reading | null;
  } | null;
}

/** All present rows of a batch, in one statement. */
export async function saveStatuses(tx: Tx, rows: readonly StatusRow[]): Promise<void> {
  if (rows.length === 0) return;
  // Instants as text: in JSON a number would be one, and `Date` writes what PostgreSQL reads.
  const written = JSON.stringify(
    rows.map((row) => ({
      router_id: row.routerId,
      state: row.state,
      reason: row.reason,
      since: new Date(row.since),
      uncertainty: row.sinceUncertaintyMs,
      at: new Date(row.at),
      outcome: row.outcome,
      fold: row.fold,
      version: row.version,
      answered: row.answered !== null,
      users: row.answered?.users ?? null,
      uptime: row.answered?.uptimeSeconds ?? null,
      reading: row.answered?.reading ?? null,
    })),
  );
  await tx.$executeRaw`
    insert into router_status as s (router_id, state, reason, since, since_uncertainty_ms, last_look_at, last_outcome, fold, version,
      last_answered_at, users, last_uptime_seconds, reading)
    select router_id, state, reason, since, uncertainty, at, outcome, fold, version, case when answered then at end, users, uptime,
      reading
    from jsonb_to_recordset(${written}::jsonb) as w (router_id int, state text, reason text, since timestamptz, uncertainty int,
      at timestamptz, outcome text, fold jsonb, version int, answered bool, users int, uptime bigint, reading jsonb)
    on conflict (router_id) do update set state = excluded.state, reason = excluded.reason, since = excluded.since,
      since_uncertainty_ms = excluded.since_uncertainty_ms, last_look_at = excluded.last_look_at, last_outcome = excluded.last_outcome,
      fold = excluded.fold, version = excluded.version, last_answered_at = coalesce(excluded.last_answered_at, s.last_answered_at),
      users = case when excluded.last_answered_at is null then s.users else excluded.users end,
      last_uptime_seconds = case when excluded.last_answered_at is null then s.last_uptime_seconds else excluded.last_uptime_seconds end,
      reading = coalesce(excluded.reading, s.reading)`;
}
