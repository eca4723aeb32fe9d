import type { Outcome, Reading } from '#contract/looks.ts';
import type { Reason, State } from '#contract/status.ts';
import type { Tx } from '../platform/db.ts';
import type { Fold } from './fold.ts';

/** Mean traffic between the last two answered looks, bit/s; null when not known. */
export interface Rates {
  readonly receiveBitsPerSecond: number | null;
  readonly transmitBitsPerSecond: number | null;
}

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
  /** Null when these looks say nothing of it. */
  readonly rates: Rates | null;
}

/** All present rows of a batch, in one statement. The caller has locked the routers. */
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
      rated: row.rates !== null,
      receive: row.rates?.receiveBitsPerSecond ?? null,
      transmit: row.rates?.transmitBitsPerSecond ?? null,
    })),
  );
  await tx.$executeRaw`/* prepared:present-rows */ 
    with w as (
      select * from jsonb_to_recordset(${written}::jsonb) as w (router_id int, state text, reason text, since timestamptz,
        uncertainty int, at timestamptz, outcome text, fold jsonb, version int, answered bool, users int, uptime bigint,
        reading jsonb, rated bool, receive float8, transmit float8)),
    known as (
      update router_status s set state = w.state, reason = w.reason, since = w.since, since_uncertainty_ms = w.uncertainty,
        last_look_at = w.at, last_outcome = w.outcome, fold = w.fold, version = w.version,
        last_answered_at = case when w.answered then w.at else s.last_answered_at end,
        users = case when w.answered then w.users else s.users end,
        last_uptime_seconds = case when w.answered then w.uptime else s.last_uptime_seconds end,
        reading = coalesce(w.reading, s.reading),
        receive_bits_per_second = case when w.rated then w.receive else s.receive_bits_per_second end,
        transmit_bits_per_second = case when w.rated then w.transmit else s.transmit_bits_per_second end
      from w where s.router_id = w.router_id returning s.router_id)
    insert into router_status (router_id, state, reason, since, since_uncertainty_ms, last_look_at, last_outcome, fold, version,
      last_answered_at, users, last_uptime_seconds, reading, receive_bits_per_second, transmit_bits_per_second)
    select router_id, state, reason, since, uncertainty, at, outcome, fold, version, case when answered then at end, users, uptime,
      reading, receive, transmit
    from w where router_id not in (select router_id from known)`;
}
