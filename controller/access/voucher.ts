/** A voucher and its batch, as far as they decide who may join. */
export interface KnownVoucher {
  readonly id: number;
  readonly kind: 'voucher' | 'officer';
  readonly firstUsedAt: Date | null;
  readonly validUntil: Date | null;
  /** Its own, or its batch's. */
  readonly revokedAt: Date | null;
  /** Kemendagri codes; empty = all. */
  readonly villages: readonly string[];
  readonly validMinutes: number | null;
  /** Phones at once. */
  readonly devices: number;
  readonly usableUntil: Date | null;
}

export type VoucherFault = 'revoked' | 'expired' | 'used-up' | 'other-village' | 'too-many-devices';

/**
 * May a phone in this village use it? `others`: other phones that are online with it. One more than it has places for is
 * refused until one of them leaves or idles out. Null = yes.
 */
export function voucherFault(
  voucher: KnownVoucher,
  village: string,
  others: number,
  now: Date,
): VoucherFault | null {
  if (voucher.revokedAt !== null) return 'revoked';
  const { firstUsedAt, validUntil, usableUntil, villages, devices } = voucher;
  if (firstUsedAt === null && usableUntil !== null && usableUntil <= now) return 'expired';
  if (validUntil !== null && validUntil <= now) return 'used-up';
  if (villages.length > 0 && !villages.includes(village)) return 'other-village';
  return others >= devices ? 'too-many-devices' : null;
}

/** When it ends, its first use being now if it was never used; null = when it is revoked. */
export function endOf({ firstUsedAt, validUntil, validMinutes }: KnownVoucher, now: Date): Date | null {
  if (firstUsedAt !== null || validMinutes === null) return validUntil;
  return new Date(now.getTime() + validMinutes * 60_000);
}
