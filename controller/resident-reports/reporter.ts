import { createHmac, randomBytes } from 'node:crypto';
import type { Tx } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';

/** WIB is UTC+7 all year. */
const WIB_MS = 7 * 3_600_000;

/** The day in WIB, and when it began. */
export function dayOf(at: Date): { readonly day: string; readonly began: Date } {
  const day = new Date(at.getTime() + WIB_MS).toISOString().slice(0, 10);
  return { day, began: new Date(Date.parse(`${day}T00:00:00Z`) - WIB_MS) };
}

/**
 * Who reports, as the limit of this day knows her: HMAC-SHA-256 of her phone or address under the random key of the day.
 * The key is deleted with the hashes when the day is over (privacy/retention.ts).
 */
export async function reporterHash(
  tx: Tx,
  sealer: Sealer,
  reporter: string,
  now: Date,
): Promise<Uint8Array<ArrayBuffer>> {
  const { day } = dayOf(now);
  const boundTo = `day-key:${day}`;
  const fresh = sealer.seal(randomBytes(32).toString('hex'), boundTo);
  await tx.$executeRaw`insert into day_key (day, key_sealed) values (${day}::date, ${fresh}) on conflict do nothing`;
  const row = await tx.dayKey.findUniqueOrThrow({ where: { day: new Date(`${day}T00:00:00Z`) } });
  const key = Buffer.from(sealer.open(row.keySealed, boundTo), 'hex');
  return new Uint8Array(createHmac('sha256', key).update(reporter).digest());
}
