import { useMemo } from 'react';
import { useTexts } from '../ui/text.tsx';

const noon = (month: string) => Date.parse(`${month}-15T12:00:00Z`);

/** Names of months, `2026-11` → "November 2026", "Nov". */
export function useMonthName() {
  const { locale } = useTexts();
  return useMemo(() => {
    const tag = locale === 'id' ? 'id-ID' : 'en-GB';
    const full = new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' });
    const brief = new Intl.DateTimeFormat(tag, { month: 'short', timeZone: 'UTC' });
    return {
      long: (month: string) => full.format(noon(month)),
      short: (month: string) => brief.format(noon(month)),
    };
  }, [locale]);
}
