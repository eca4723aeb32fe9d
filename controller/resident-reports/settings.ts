import { Deadlines, Templates } from '#contract/resident-reports.ts';
import type { Db, Tx } from '../platform/db.ts';

const DEADLINES = 'resident-report-deadlines';
const standard: Deadlines = { answerHours: 4, closeHours: 72 };
const firstTexts = [
  'Teknisi berangkat pukul …',
  'Penyedia sudah kami hubungi, sedang diperbaiki.',
  'Listrik desa padam; wifi menyala lagi setelah listrik menyala.',
];

const templatesKey = (staffId: number) => `answer-templates:${staffId}`;

async function put(tx: Tx, key: string, value: object, by: string, now: Date): Promise<void> {
  const data = { value, changedAt: now, changedBy: by };
  await tx.officeSetting.upsert({ where: { key }, create: { key, ...data }, update: data });
}

export async function deadlinesOf(db: Db | Tx): Promise<Deadlines> {
  const row = await db.officeSetting.findUnique({ where: { key: DEADLINES } });
  return row ? Deadlines.parse(row.value) : standard;
}

export const saveDeadlines = (tx: Tx, value: Deadlines, by: string, now: Date) =>
  put(tx, DEADLINES, value, by, now);

/** Her own quick answers; those of the house until she keeps some. */
export async function templatesOf(db: Db | Tx, staffId: number): Promise<Templates> {
  const row = await db.officeSetting.findUnique({ where: { key: templatesKey(staffId) } });
  return row ? Templates.parse(row.value) : { texts: firstTexts };
}

export const saveTemplates = (tx: Tx, staffId: number, value: Templates, by: string, now: Date) =>
  put(tx, templatesKey(staffId), value, by, now);
