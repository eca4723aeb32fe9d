import { createHmac, randomBytes } from 'node:crypto';
import type { Db } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';

/** WIB is UTC+7 all year. */
const WIB_MS = 7 * 3_600_000;

/** `2026-11-25`, `2026-11`: the day and the month in WIB. */
export const dayOf = (at: number): string => new Date(at + WIB_MS).toISOString().slice(0, 10);
export const monthOf = (at: number): string => dayOf(at).slice(0, 7);

const boundTo = (month: string) => `device-key:${month}`;

export interface DeviceHashes {
  /** The device's name in that month; null once the month's key is gone. Throws WrongKey when the key file is another. */
  of(mac: string, at: Date): Promise<Uint8Array<ArrayBuffer> | null>;
}

/** A key that was destroyed is remembered no longer than this, ms. */
const REMEMBERED_MS = 600_000;

/**
 * HMAC-SHA-256 of a MAC under the random key of the month (WIB) that holds `at`. The key is sealed in the database and
 * destroyed after the month: then nobody can tell which phone a hash was.
 */
export function deviceHashes(db: Db, sealer: Sealer, now: () => Date = () => new Date()): DeviceHashes {
  const keys = new Map<string, { readonly key: Buffer | null; readonly until: number }>();

  async function keyOf(month: string): Promise<Buffer | null> {
    const known = keys.get(month);
    if (known !== undefined && known.until > now().getTime()) return known.key;
    const fresh = sealer.seal(randomBytes(32).toString('hex'), boundTo(month));
    await db.$executeRaw`insert into device_key (month, key_sealed) values (${month}, ${fresh}) on conflict do nothing`;
    const row = await db.deviceKey.findUniqueOrThrow({ where: { month } });
    const key =
      row.keySealed === null ? null : Buffer.from(sealer.open(row.keySealed, boundTo(month)), 'hex');
    // A few months at most are of interest; clocks of routers are not ours.
    if (keys.size > 24) keys.clear();
    keys.set(month, { key, until: now().getTime() + REMEMBERED_MS });
    return key;
  }

  return {
    async of(mac, at) {
      const key = await keyOf(monthOf(at.getTime()));
      return key === null ? null : new Uint8Array(createHmac('sha256', key).update(mac).digest());
    },
  };
}
