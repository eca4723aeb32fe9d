import type { LoginWay } from '#contract/access.ts';
import type { Db, Tx } from '../platform/db.ts';
import { dayOf } from '../usage/devices.ts';
import type { UsedToday } from './plan.ts';
import type { SessionRecord } from './read-request.ts';

/**
 * Causes of an end that we concluded and no router told us: a later word of the router takes their place.
 * `Presumed-Lost`: no word for too long, or the phone began anew; `Presumed-Reboot`: the router restarted.
 */
export const PRESUMED = 'Presumed-';

export interface KeptSession extends SessionRecord {
  readonly routerId: number;
  readonly uniqueId: string;
  readonly classId: string | null;
  readonly planId: number | null;
  readonly termsVersion: string | null;
  readonly loginBy: LoginWay | null;
  readonly voucherId: number | null;
}

/**
 * Adds a record to its session, whatever was lost before it and however often it came: counters only grow, the end that
 * the router told stays, an end that we presumed is taken back by any later sign of life. A session that is new counts
 * for its `device` (a hash; null = not counted).
 */
export async function keepRecord(db: Db, session: KeptSession, device: Uint8Array | null): Promise<void> {
  const start = new Date(session.at.getTime() - session.sessionSeconds * 1_000);
  const stop = session.status === 'stop' ? session.at : null;
  const day = dayOf(start.getTime());
  const write = (tx: Tx) => tx.$executeRaw`
    with kept as (insert into hotspot_session as known (router_id, acct_unique_id, acct_session_id, class, user_name,
      calling_station_id, framed_ip_address, plan_id, terms_version, acct_start_time, acct_update_time, acct_stop_time,
      acct_session_time, acct_input_octets, acct_output_octets, acct_terminate_cause, login_by, voucher_id, device)
    values (${session.routerId}, ${session.uniqueId}, ${session.acctSessionId}, ${session.classId},
      ${session.userName}, ${session.mac}, ${session.framedIpAddress},
      (select id from plan where id = ${session.planId}::int), ${session.termsVersion}, ${start}::timestamptz,
      ${session.at}::timestamptz, ${stop}::timestamptz, ${BigInt(session.sessionSeconds)}, ${session.inputOctets},
      ${session.outputOctets}, ${session.terminateCause}, ${session.loginBy},
      (select id from voucher where id = ${session.voucherId}::int), ${device}::bytea)
    on conflict (acct_unique_id) do update set
      acct_start_time = least(known.acct_start_time, excluded.acct_start_time),
      acct_update_time = greatest(known.acct_update_time, excluded.acct_update_time),
      acct_session_time = greatest(known.acct_session_time, excluded.acct_session_time),
      acct_input_octets = greatest(known.acct_input_octets, excluded.acct_input_octets),
      acct_output_octets = greatest(known.acct_output_octets, excluded.acct_output_octets),
      framed_ip_address = coalesce(excluded.framed_ip_address, known.framed_ip_address),
      acct_stop_time = case
        when known.acct_stop_time is not null and known.acct_terminate_cause not like ${`${PRESUMED}%`}
          then known.acct_stop_time
        when excluded.acct_stop_time is not null then excluded.acct_stop_time
        when excluded.acct_update_time > known.acct_stop_time then null
        else known.acct_stop_time end,
      acct_terminate_cause = case
        when known.acct_stop_time is not null and known.acct_terminate_cause not like ${`${PRESUMED}%`}
          then known.acct_terminate_cause
        when excluded.acct_stop_time is not null then excluded.acct_terminate_cause
        when excluded.acct_update_time > known.acct_stop_time then null
        else known.acct_terminate_cause end
      returning xmax = 0 as is_new)
    insert into device_seen as seen (day, router_id, device, sessions)
    select ${day}::date, ${session.routerId}, ${device}::bytea, 1 from kept where is_new and ${device}::bytea is not null
    on conflict (day, router_id, device) do update set sessions = seen.sessions + 1`;
  if (session.status !== 'start') {
    await write(db);
    return;
  }
  await db.$transaction(async (tx) => {
    // A new start of the same phone at the same router: the stop of the one before was lost.
    await tx.$executeRaw`
      update hotspot_session set acct_stop_time = greatest(acct_update_time, acct_start_time),
        acct_terminate_cause = ${`${PRESUMED}Lost`}
      where router_id = ${session.routerId} and calling_station_id = ${session.mac} and acct_stop_time is null
        and acct_unique_id <> ${session.uniqueId} and acct_update_time < ${start}::timestamptz`;
    // Without our Class a router's session ids come back after its millionth session: the old one steps aside.
    await tx.$executeRaw`
      update hotspot_session set acct_unique_id = acct_unique_id || ':' || id
      where acct_unique_id = ${session.uniqueId} and ${session.classId}::text is null
        and acct_stop_time < ${start}::timestamptz - interval '1 minute'`;
    await write(tx);
  });
}

/**
 * Closes the sessions that were open at a router when it restarted (`at`); those that began later go on. Returns how
 * many. `cause` is the router's own word (`NAS-Reboot`), or what we presume.
 */
export async function closeSessions(
  db: Db | Tx,
  routerId: number,
  at: Date,
  cause = `${PRESUMED}Reboot`,
): Promise<number> {
  return await db.$executeRaw`
    update hotspot_session set acct_stop_time = ${at}::timestamptz, acct_terminate_cause = ${cause}
    where router_id = ${routerId} and acct_stop_time is null and acct_start_time <= ${at}::timestamptz`;
}

/** No word for three interim intervals, and for 15 minutes at least. */
const SILENT = { default: '15 minutes', vsat: '30 minutes' } as const;

/** Closes sessions without a word for too long, at their last word: else they would count against their phones for ever. */
export async function closeSilentSessions(db: Db, now: Date): Promise<number> {
  return await db.$executeRaw`
    update hotspot_session s set acct_stop_time = greatest(s.acct_update_time, s.acct_start_time),
      acct_terminate_cause = ${`${PRESUMED}Lost`}
    from router r where r.id = s.router_id and s.acct_stop_time is null and s.acct_update_time
      < ${now}::timestamptz - (case r.uplink when 'vsat' then ${SILENT.vsat} else ${SILENT.default} end)::interval`;
}

/** What this phone has used in sessions that began since `start`, over all routers. */
export async function usedSince(db: Db, mac: string, start: Date): Promise<UsedToday> {
  const [row] = await db.$queryRaw<{ seconds: bigint; bytes: string }[]>`
    select coalesce(sum(acct_session_time), 0)::bigint as seconds,
      coalesce(sum(acct_input_octets + acct_output_octets), 0)::text as bytes
    from hotspot_session where calling_station_id = ${mac} and acct_start_time >= ${start}::timestamptz`;
  return { seconds: Number(row?.seconds ?? 0), bytes: BigInt(row?.bytes ?? 0) };
}
