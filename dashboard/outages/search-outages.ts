/** What stands in the address of *Gangguan*. */
export interface OutagesSearch {
  /** Only those that last, or only those that ended. */
  readonly open?: boolean | undefined;
  readonly village?: string | undefined;
}

export function outagesSearch({ open, village }: Readonly<Record<string, unknown>>): OutagesSearch {
  return {
    open: typeof open === 'boolean' ? open : undefined,
    village:
      typeof village === 'string' && /^\d{2}\.\d{2}\.\d{2}\.\d{4}$/.test(village) ? village : undefined,
  };
}
