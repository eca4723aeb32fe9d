import type { BackupEntry } from '#contract/backups.ts';
import type { Db } from '../platform/db.ts';

const MOST = 60;

export async function backupList(db: Db): Promise<BackupEntry[]> {
  const rows = await db.backup.findMany({ orderBy: { startedAt: 'desc' }, take: MOST });
  return rows.map((row) => ({
    ...row,
    form: row.form as BackupEntry['form'],
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    bytes: row.bytes === null ? null : Number(row.bytes),
    copiedAt: row.copiedAt?.toISOString() ?? null,
  }));
}

/** When the newest backup that was made whole was finished. */
export async function newestGoodAt(db: Db): Promise<Date | null> {
  const row = await db.backup.findFirst({
    where: { failure: null, finishedAt: { not: null } },
    orderBy: { finishedAt: 'desc' },
    select: { finishedAt: true },
  });
  return row?.finishedAt ?? null;
}
