import { CLAIM_NUMBER_PATTERN, type Letterhead } from '#contract/service-levels.ts';
import type { Db, Tx } from '../platform/db.ts';

const LETTERHEAD = 'letterhead';
const standard: Letterhead = {
  lines: ['PEMERINTAH KABUPATEN OGAN ILIR', 'DINAS KOMUNIKASI DAN INFORMATIKA'],
  address: 'Kompleks Perkantoran Terpadu Tanjung Senai, Indralaya 30862',
  place: 'Indralaya',
  signer: { name: '………………………', nip: '', title: 'Kepala Dinas', rank: '' },
  numberPattern: '{n}/Diskominfo/{bulan}/{tahun}',
  claimNumberPattern: CLAIM_NUMBER_PATTERN,
};

export async function letterheadOf(db: Db | Tx): Promise<Letterhead> {
  const row = await db.officeSetting.findUnique({ where: { key: LETTERHEAD } });
  // What was saved before a setting was there lacks it.
  return row ? { ...standard, ...(row.value as Partial<Letterhead>) } : standard;
}

export async function saveLetterhead(tx: Tx, value: Letterhead, by: string, now: Date): Promise<void> {
  const data = { value, changedAt: now, changedBy: by };
  await tx.officeSetting.upsert({
    where: { key: LETTERHEAD },
    create: { key: LETTERHEAD, ...data },
    update: data,
  });
}
