import type { Restitution } from '#contract/service-levels.ts';

/**
 * Rupiah that are owed back of a month's fee, floored; null when there is no figure to claim by. Percents are hundredths
 * of a percent inside, so that nothing is lost.
 */
export function restitutionOf(
  {
    slaPercent,
    monthlyFeeIdr,
    restitution,
  }: {
    readonly slaPercent: number;
    readonly monthlyFeeIdr: number;
    readonly restitution: Restitution;
  },
  reachedPercent: number | null,
): number | null {
  if (reachedPercent === null) return null;
  const promised = hundredths(slaPercent);
  const reached = hundredths(reachedPercent);
  if (reached >= promised) return 0;
  const fee = BigInt(monthlyFeeIdr);
  if (restitution.kind === 'proportional') return Number((fee * (promised - reached)) / promised);
  const tiers = restitution.tiers.toSorted((a, b) => a.belowPercent - b.belowPercent);
  const tier = tiers.find(({ belowPercent }) => reached < hundredths(belowPercent));
  return tier ? Number((fee * hundredths(tier.feePercent)) / 10_000n) : 0;
}

const hundredths = (percent: number) => BigInt(Math.round(percent * 100));
