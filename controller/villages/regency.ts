import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { VillageCode } from '#contract/names.ts';
import type { Village } from '#contract/villages.ts';
import type { Db } from '../platform/db.ts';

const Line = z
  .object({
    code: VillageCode,
    name: z.string().min(1),
    kecamatan: z.string().min(1),
    lat: z.coerce.number().min(-90).max(90),
    lng: z.coerce.number().min(-180).max(180),
  })
  .transform((line): Village => ({ ...line, kecamatanCode: kecamatanCodeOf(line.code) }));

/** `16.10.06.2021` lies in the kecamatan `16.10.06`. */
export const kecamatanCodeOf = (villageCode: string): string => villageCode.slice(0, 8);

/** Every village of Ogan Ilir with its Kemendagri code and position in degrees (WGS 84). */
export function villagesOfRegency(): Village[] {
  const file = path.join(import.meta.dirname, 'ogan-ilir.csv');
  return z.array(Line).parse(parse(readFileSync(file), { columns: true }));
}

/** Brings them into the database. What an operator has changed there stays as it is. */
export async function keepVillages(db: Db): Promise<void> {
  await db.village.createMany({ data: villagesOfRegency(), skipDuplicates: true });
}
