import type { LoginWay } from '#contract/access.ts';
import type { Db } from '../platform/db.ts';
import { type VoucherRow, withBatch } from './known-voucher.ts';
import type { Credential } from './may-join.ts';
import { type Plan, planOf } from './plan.ts';
import type { AccessRequest } from './read-request.ts';
import { findTicket, ticketHash } from './tickets.ts';

/** An office device's own row has no terms: nobody has to agree for a printer. */
const NO_TERMS = 'none';

export interface Known {
  readonly by: Credential;
  /** What a credential that we know stands for. */
  readonly stored: {
    readonly plan: Plan;
    readonly termsVersion: string;
    readonly loginBy: LoginWay;
    readonly voucher: VoucherRow | null;
  } | null;
  /** Of a ticket. */
  readonly hash: Buffer | null;
}

export interface Warnings {
  /** Is a warning in force there that began to be shown after `since`? */
  warningsSince(village: string, since: Date, now: Date): Promise<boolean>;
}

const nothing = (by: Credential): Known => ({ by, stored: null, hash: null });

/** What is known of the credential in a request, at a router of `village`. */
export async function credentialOf(
  { db, announcements }: { readonly db: Db; readonly announcements: Warnings },
  { by, mac }: AccessRequest,
  village: string,
  now: Date,
): Promise<Known> {
  if (by.kind === 'chap') return nothing(by);
  if (by.kind === 'mac') return (await officeDevice(db, mac, village)) ?? (await remembered());
  const hash = ticketHash(by.password.toString('latin1'));
  const ticket = await findTicket(db, hash);
  const loginBy = ticket?.voucher ? (ticket.voucher.batch.kind === 'officer' ? 'officer' : 'voucher') : 'tap';
  return { by: { kind: 'ticket', ticket }, stored: ticket && { ...ticket, loginBy }, hash };

  async function remembered(): Promise<Known> {
    const device = await db.rememberedDevice.findUnique({
      where: { mac },
      include: { plan: true, voucher: { include: withBatch } },
    });
    if (!device || device.until <= now) return nothing({ kind: 'mac', rememberedUntil: null });
    const warned = await announcements.warningsSince(village, device.seenAt, now);
    return {
      by: { kind: 'mac', rememberedUntil: device.until, warned },
      stored: { ...device, plan: planOf(device.plan), loginBy: 'remembered' },
      hash: null,
    };
  }
}

/** Entered by staff for this village or for all; null when it is none. */
async function officeDevice(db: Db, mac: string, village: string): Promise<Known | null> {
  const device = await db.officeDevice.findUnique({ where: { mac }, include: { plan: true } });
  if (!device || (device.villageCode !== null && device.villageCode !== village)) return null;
  return {
    by: { kind: 'mac', rememberedUntil: device.until ?? new Date(8.64e15) },
    stored: { plan: planOf(device.plan), termsVersion: NO_TERMS, loginBy: 'office-device', voucher: null },
    hash: null,
  };
}
