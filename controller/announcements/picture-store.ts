import type { Picture } from '#contract/announcements.ts';
import type { Db, Tx } from '../platform/db.ts';
import { Refusal } from '../platform/http.ts';
import type { Encoded } from './encode-picture.ts';

/** A picture that no announcement took is erased so long after it was sent, ms. */
export const UNUSED_MS = 86_400_000;

/** The same picture twice is stored once. */
export async function keepPicture(tx: Tx, made: Encoded, by: string, now: Date): Promise<Picture> {
  const { name, width, height } = made;
  await tx.picture.createMany({
    data: { ...made, createdAt: now, createdBy: by },
    skipDuplicates: true,
  });
  return { name, width, height };
}

/** Its row, for an announcement. */
export async function pictureIdOf(tx: Tx, name: string | null): Promise<number | null> {
  if (name === null) return null;
  const row = await tx.picture.findUnique({ where: { name }, select: { id: true } });
  if (!row) throw new Refusal(400, 'invalid', 'this picture is not here', { fields: { picture: 'unknown' } });
  return row.id;
}

/** Its bytes; null when there is none of that name. */
export async function pictureBytes(db: Db, name: string, format: 'webp' | 'jpeg'): Promise<Buffer | null> {
  const row = await db.picture.findUnique({
    where: { name },
    select: { webp: format === 'webp', jpeg: format === 'jpeg' },
  });
  const bytes = row?.[format];
  return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : null;
}

/** Erases what no announcement, and no version of one, has had for a day. */
export const eraseUnused = (db: Db, now: Date): Promise<number> =>
  db.$executeRaw`
    delete from picture p where p.created_at < ${new Date(now.getTime() - UNUSED_MS)}
      and not exists (select 1 from announcement a where a.picture_id = p.id)
      and not exists (select 1 from announcement_version v where v.content->'picture'->>'name' = p.name)`;
