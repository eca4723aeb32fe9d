import type { Bus } from '../platform/bus.ts';
import type { Db } from '../platform/db.ts';

/**
 * Tells the house when the inventory is another than when it was last told: after a change of our own at once, and of a
 * command line or another controller when next looked.
 */
export function createWatch(db: Db, bus: Bus): () => Promise<void> {
  let told: string | null = null;
  return async () => {
    const now = await inventoryOf(db);
    const before = told;
    told = now;
    if (before === null || before === now) return;
    bus.emit('routers:changed');
    bus.emit('assignment:changed');
  };
}

/** Of all that staff say; what routers say of themselves is left out, since it changes by itself. */
async function inventoryOf(db: Db): Promise<string> {
  const [row] = await db.$queryRaw<{ hash: string }[]>`
    select encode(sha256(convert_to(concat(
      (select string_agg(row(id, village_code, name, host, port, tls, username, password_sealed, action_username,
        action_password_sealed, api_certificate, uplink, via, nas_identifier, radius_secret_sealed, tunnel_address, login_origin, contact_name,
        contact_phone, provider, customer_no, pln_id, paid_until, data_quota_gb, service_plan_id, agent_id, in_service_since,
        removed_at, simulated)::text, '' order by id) from router),
      (select string_agg(p::text, '' order by id) from service_plan p),
      (select string_agg(v::text, '' order by code) from village v where exists (select 1 from router where village_code = code)),
      (select string_agg(id::text, ',' order by id) from agent where revoked_at is null)), 'UTF8')), 'hex') as hash`;
  return row?.hash ?? '';
}
