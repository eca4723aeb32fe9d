/** What stands in the address of *Laporan*. */
export interface ReportSearch {
  /** 2026-11 */
  readonly bulan?: string | undefined;
  /** A closed issue; without it the present truth. */
  readonly terbitan?: number | undefined;
  /** The page of one village. */
  readonly desa?: string | undefined;
}

export function reportSearch({ bulan, terbitan, desa }: Readonly<Record<string, unknown>>): ReportSearch {
  return {
    bulan: typeof bulan === 'string' && /^20\d\d-(0[1-9]|1[0-2])$/.test(bulan) ? bulan : undefined,
    terbitan:
      typeof terbitan === 'number' && Number.isSafeInteger(terbitan) && terbitan > 0 ? terbitan : undefined,
    desa: typeof desa === 'string' && /^\d{2}\.\d{2}\.\d{2}\.\d{4}$/.test(desa) ? desa : undefined,
  };
}
