import type { Db } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { faultOf, findVoucher, withBatch } from './known-voucher.ts';
import { makeTicket, PUBLIC_PLAN, type Ticket, type TicketFor, type TicketWish } from './tickets.ts';
import { Tries } from './tries.ts';
import type { VoucherFault } from './voucher.ts';

/** Wrong codes of one phone, and of all phones of a router (a phone may call itself anything), in ten minutes. */
const PER_PHONE = 5;
const PER_ROUTER = 40;

export type CodeRefusal = VoucherFault | 'unknown' | 'locked';

/** The code opens nothing here. */
export class CodeRefused extends Error {
  override readonly name = 'CodeRefused';
  readonly why: CodeRefusal;

  constructor(why: CodeRefusal) {
    super(`code refused: ${why}`);
    this.why = why;
  }
}

export class CodeTries {
  readonly #phones = new Tries(PER_PHONE);
  readonly #routers = new Tries(PER_ROUTER);

  isLocked({ mac, routerId }: Pick<TicketWish, 'mac' | 'routerId'>, now: number): boolean {
    return this.#phones.isLocked(mac, now) || this.#routers.isLocked(`${routerId}`, now);
  }

  miss({ mac, routerId }: Pick<TicketWish, 'mac' | 'routerId'>, now: number): void {
    this.#phones.miss(mac, now);
    this.#routers.miss(`${routerId}`, now);
  }

  /** A right code forgives its phone, never its router: who holds one code could go on guessing others. */
  hit({ mac }: Pick<TicketWish, 'mac'>): void {
    this.#phones.clear(mac);
  }
}

export interface Minting {
  readonly db: Db;
  readonly sealer: Sealer;
  readonly tries: CodeTries;
}

/** A one-time ticket for a phone. Throws FormUsedUp, CodeRefused. */
export async function mintTicket(
  { db, sealer, tries }: Minting,
  wish: TicketWish,
  now: Date,
): Promise<Ticket> {
  const what =
    wish.code === undefined
      ? await withoutCode(db, wish, now)
      : await withCode({ db, sealer, tries }, { ...wish, code: wish.code }, now);
  return await makeTicket(db, sealer, wish, what, now);
}

async function withCode(
  { db, sealer, tries }: Minting,
  wish: TicketWish & { readonly code: string },
  now: Date,
): Promise<TicketFor> {
  const at = now.getTime();
  if (tries.isLocked(wish, at)) throw new CodeRefused('locked');
  const [voucher, village] = await Promise.all([
    findVoucher(db, sealer, wish.code),
    villageOf(db, wish.routerId),
  ]);
  if (!voucher) {
    tries.miss(wish, at);
    throw new CodeRefused('unknown');
  }
  tries.hit(wish);
  const fault =
    (await faultOf(db, voucher, { mac: wish.mac, village }, now)) ??
    (voucher.batch.plan.retiredAt === null ? null : 'expired');
  if (fault !== null) throw new CodeRefused(fault);
  return { planId: voucher.batch.planId, voucherId: voucher.id };
}

/** What was given to this phone and still holds, else the plan of everyone. */
async function withoutCode(db: Db, wish: TicketWish, now: Date): Promise<TicketFor> {
  const [known, village] = await Promise.all([
    db.rememberedDevice.findUnique({
      where: { mac: wish.mac },
      include: { plan: true, voucher: { include: withBatch } },
    }),
    villageOf(db, wish.routerId),
  ]);
  if (known && known.until > now && known.plan.retiredAt === null) {
    const { planId, voucher } = known;
    const fault = voucher && (await faultOf(db, voucher, { mac: wish.mac, village }, now));
    if (fault === null) return { planId, voucherId: voucher?.id ?? null };
  }
  const everyone = await db.plan.findUniqueOrThrow({ where: { name: PUBLIC_PLAN } });
  return { planId: everyone.id, voucherId: null };
}

async function villageOf(db: Db, routerId: number): Promise<string> {
  const { villageCode } = await db.router.findUniqueOrThrow({
    where: { id: routerId },
    select: { villageCode: true },
  });
  return villageCode;
}
