/** What stands in the address of *Gangguan*. */
export interface OutagesSearch {
  /** Only those that last, or only those that ended. */
  readonly open?: boolean | undefined;
  readonly village?: string | undefined;
  /** A day (WIB) of a village, opened: 2026-11-25. */
  readonly desa?: string | undefined;
  readonly hari?: string | undefined;
}

const code = (value: unknown) =>
  typeof value === 'string' && /^\d{2}\.\d{2}\.\d{2}\.\d{4}$/.test(value) ? value : undefined;

export function outagesSearch({
  open,
  village,
  desa,
  hari,
}: Readonly<Record<string, unknown>>): OutagesSearch {
  return {
    open: typeof open === 'boolean' ? open : undefined,
    village: code(village),
    desa: code(desa),
    hari: typeof hari === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(hari) ? hari : undefined,
  };
}
