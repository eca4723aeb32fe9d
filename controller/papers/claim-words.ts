import type { Claim } from '#contract/reports.ts';
import { promised, rupiah } from './words.ts';

/** What the letter is. */
export function subjectOf({ amountIdr }: Claim): string {
  if (amountIdr === null) return 'Permintaan klarifikasi';
  return amountIdr === 0 ? 'Pemberitahuan ketersediaan' : 'Klaim restitusi';
}

/** What is asked in words, the contract's formula with its numbers; the amount is null when no money is asked. */
export function amountOf({ contract, figures, amountIdr }: Claim): {
  readonly how: string;
  readonly amountIdr: number | null;
} {
  const reached = figures.owed.percent;
  if (amountIdr === null || reached === null)
    return {
      how: 'Waktu yang teramati terlalu sedikit untuk menetapkan satu angka, sehingga kami tidak mengajukan jumlah. Kami mohon data pemantauan Saudara untuk bulan tersebut sebagai bahan klarifikasi.',
      amountIdr: null,
    };
  if (amountIdr === 0)
    return {
      how:
        reached >= contract.slaPercent
          ? 'Layanan memenuhi yang dijanjikan: tidak ada yang diklaim.'
          : 'Menurut rumus restitusi dalam kontrak tidak ada yang diklaim.',
      amountIdr: null,
    };
  return {
    how: `Sesuai rumus restitusi dalam kontrak (${formula(contract, reached)}, dibulatkan ke bawah), kami mengajukan pengembalian sebesar:`,
    amountIdr,
  };
}

function formula({ slaPercent, monthlyFeeIdr, restitution }: Claim['contract'], reached: number): string {
  const [fee, sla, now] = [rupiah(monthlyFeeIdr), promised(slaPercent), promised(reached)];
  if (restitution.kind === 'proportional') return `biaya sebulan ${fee} × (${sla} − ${now}) ÷ ${sla}`;
  const tiers = restitution.tiers.toSorted((a, b) => b.belowPercent - a.belowPercent);
  const said = tiers.map(
    ({ belowPercent, feePercent }) => `di bawah ${promised(belowPercent)}: ${promised(feePercent)}`,
  );
  const met = tiers.findLast(({ belowPercent }) => reached < belowPercent);
  return `bagian dari biaya sebulan ${fee} menurut tingkat: ${said.join('; ')}; ${now} berarti ${promised(met?.feePercent ?? 0)}`;
}
