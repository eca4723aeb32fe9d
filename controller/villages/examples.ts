import type { Village } from '#contract/villages.ts';
import { villagesOfRegency } from './regency.ts';

/**
 * The programme's source does not name its twelve villages: these are examples, each of another kecamatan, from the
 * swamps of Pemulutan to the hills of Muara Kuang.
 */
const CODES = [
  '16.10.06.2021', // Sukamaju, Rantau Alai
  '16.10.01.2008', // Kuang Anyar, Muara Kuang
  '16.10.02.2013', // Senuro Timur, Tanjung Batu
  '16.10.03.2018', // Kerinjing, Tanjung Raja
  '16.10.04.2008', // Tanjung Sejaro, Indralaya
  '16.10.05.2022', // Pemulutan Ilir, Pemulutan
  '16.10.07.2004', // Parit, Indralaya Utara
  '16.10.10.2004', // Pulau Negara, Pemulutan Barat
  '16.10.13.2004', // Kumbang Ulu, Kandis
  '16.10.14.2004', // Lubuk Tunggal, Rambang Kuang
  '16.10.15.2004', // Kasih Raja, Lubuk Keliat
  '16.10.16.2004', // Tebedak II, Payaraman
] as const;

const byCode = new Map(villagesOfRegency().map((village) => [village.code, village]));

export const examples: readonly Village[] = CODES.map((code) => {
  const village = byCode.get(code);
  if (!village) throw new Error(`ogan-ilir.csv has no village ${code}`);
  return village;
});
