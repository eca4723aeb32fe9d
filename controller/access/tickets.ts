import { createHash, createHmac } from 'node:crypto';
import type { Db } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { type VoucherRow, withBatch } from './known-voucher.ts';
import type { KnownTicket } from './may-join.ts';
import { type Plan, planOf } from './plan.ts';

/** A ticket opens the door for so long, ms. */
export const TICKET_MS = 60_000;
/** With less than this left a new one is made: the phone still has two redirects and a RADIUS exchange before it, ms. */
const LEAST_LEFT_MS = 20_000;
/** Tickets of one form: after so many, the page must be opened anew. */
const PER_FORM = 10;

export interface TicketWish {
  readonly routerId: number;
  /** Upper case with colons. */
  readonly mac: string;
  readonly termsVersion: string;
  /** Names the form that was sent: the same form, sent twice, gets the same ticket. */
  readonly form: string;
  /** What was typed as the code of a voucher or an officer; none: what everybody gets. */
  readonly code?: string;
}

/** What a ticket is made for. */
export interface TicketFor {
  readonly planId: number;
  readonly voucherId: number | null;
}

export interface Ticket {
  /** 128 bits in base64url: the password with which the phone goes to its router. */
  readonly password: string;
  /** SHA-256 of it, hex: names the ticket without giving it away. */
  readonly name: string;
  readonly expiresAt: Date;
}

/** The form has had all tickets that it can get. */
export class FormUsedUp extends Error {
  override readonly name = 'FormUsedUp';
}

export const ticketHash = (password: string): Buffer => createHash('sha256').update(password).digest();

/**
 * The `n`th ticket of a form. It is derived, not drawn: so a second tap finds the first one's ticket again although the
 * database holds hashes only, and two taps at once make one row. Without the key file nobody can derive it.
 */
function derive(sealer: Sealer, { routerId, mac, form }: TicketWish, what: TicketFor, n: number): string {
  const bound = what.voucherId === null ? '' : ` v${what.voucherId}`;
  return createHmac('sha256', sealer.mac('ticket', form))
    .update(`${routerId} ${mac} ${n}${bound}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}

/** A new ticket, or the form's present one while it is unused. Throws FormUsedUp. */
export async function makeTicket(
  db: Db,
  sealer: Sealer,
  wish: TicketWish,
  what: TicketFor,
  now: Date,
): Promise<Ticket> {
  const { routerId, mac, termsVersion } = wish;
  for (let n = 0; n < PER_FORM; n += 1) {
    const password = derive(sealer, wish, what, n);
    const hash = new Uint8Array(ticketHash(password));
    const name = Buffer.from(hash).toString('hex');
    const expiresAt = new Date(now.getTime() + TICKET_MS);
    const data = { hash, routerId, mac, ...what, termsVersion, createdAt: now, expiresAt };
    const { count } = await db.ticket.createMany({ data, skipDuplicates: true });
    if (count === 1) return { password, name, expiresAt };
    const known = await db.ticket.findUniqueOrThrow({ where: { hash } });
    const fresh = known.expiresAt.getTime() - now.getTime() >= LEAST_LEFT_MS;
    if (known.usedAt === null && fresh) return { password, name, expiresAt: known.expiresAt };
  }
  throw new FormUsedUp(`form ${wish.form} has had ${PER_FORM} tickets`);
}

/** The plan of every phone that was given no other. */
export const PUBLIC_PLAN = 'umum';

export interface StoredTicket extends KnownTicket {
  readonly plan: Plan;
  readonly termsVersion: string;
  readonly voucher: VoucherRow | null;
}

export async function findTicket(db: Db, hash: Buffer): Promise<StoredTicket | null> {
  const row = await db.ticket.findUnique({
    where: { hash: new Uint8Array(hash) },
    include: { plan: true, voucher: { include: withBatch } },
  });
  return row && { ...row, plan: planOf(row.plan) };
}

/**
 * Uses the ticket, begins its voucher's time, and remembers its phone until `until`, in one statement: of two requests
 * at once one wins. The login that used it may use it again while it lasts. False: it was used by another, or has ended.
 */
export async function spendTicket(
  db: Db,
  hash: Buffer,
  login: { routerId: number; mac: string; acctSessionId: string | null; until: Date },
  now: Date,
): Promise<boolean> {
  const { routerId, mac, acctSessionId, until } = login;
  const remembered = await db.$queryRaw<{ mac: string }[]>`
    with used as (
      update ticket set used_at = coalesce(used_at, ${now}::timestamptz), used_by_session = ${acctSessionId}
      where hash = ${new Uint8Array(hash)} and router_id = ${routerId} and mac = ${mac}
        and expires_at > ${now}::timestamptz and (used_at is null or used_by_session = ${acctSessionId})
      returning mac, plan_id, terms_version, voucher_id, created_at),
    begun as (
      update voucher v set first_used_at = ${now}::timestamptz,
        valid_until = ${now}::timestamptz + b.valid_minutes * interval '1 minute'
      from voucher_batch b, used where v.id = used.voucher_id and b.id = v.batch_id and v.first_used_at is null)
    insert into remembered_device as known (mac, plan_id, terms_version, until, voucher_id, seen_at)
    select mac, plan_id, terms_version, ${until}::timestamptz, voucher_id, created_at from used
    on conflict (mac) do update set plan_id = excluded.plan_id, terms_version = excluded.terms_version,
      voucher_id = excluded.voucher_id, seen_at = excluded.seen_at,
      until = case when known.plan_id = excluded.plan_id and known.voucher_id is not distinct from excluded.voucher_id
        then greatest(known.until, excluded.until) else excluded.until end
    returning mac`;
  return remembered.length === 1;
}

/** Used tickets prove for a day who was let in; those that nobody used say nothing. */
export async function sweepTickets(db: Db, now: Date): Promise<void> {
  await db.$executeRaw`delete from ticket where expires_at < ${now}::timestamptz
    - case when used_at is null then interval '10 minutes' else interval '1 day' end`;
  await db.$executeRaw`delete from remembered_device where until < ${now}::timestamptz - interval '1 day'`;
}
