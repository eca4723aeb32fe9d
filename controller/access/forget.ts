import type { Db } from '../platform/db.ts';
import { dayStart } from './day.ts';
import { findTicket } from './tickets.ts';

/**
 * "Hapus data saya": the phone is no longer remembered, and its address is erased from its sessions of earlier days.
 * Those of today are needed for today's quota, and go with the next call or after their 90 days; a legal hold keeps what
 * it names. False: no ticket proves that this phone asks.
 */
export async function forgetPhone(db: Db, routerId: number, ticketName: string, now: Date): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(ticketName)) return false;
  const ticket = await findTicket(db, Buffer.from(ticketName, 'hex'));
  if (!ticket || ticket.usedAt === null || ticket.routerId !== routerId) return false;
  const { mac } = ticket;
  await db.$transaction(async (tx) => {
    await tx.rememberedDevice.deleteMany({ where: { mac } });
    await tx.$executeRaw`
      update hotspot_session s set calling_station_id = '', user_name = '', erased_at = ${now}::timestamptz
      from router r where r.id = s.router_id and s.calling_station_id = ${mac} and s.acct_stop_time is not null
        and s.acct_start_time < ${dayStart(now)}::timestamptz
        and not exists (select 1 from legal_hold h where h.approved_at is not null and h.lifted_at is null
          and (h.village_code is null or h.village_code = r.village_code)
          and s.acct_start_time < h.until_at and coalesce(s.acct_stop_time, s.acct_update_time) >= h.from_at)`;
  });
  return true;
}
