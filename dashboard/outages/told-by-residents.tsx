import { useQuery } from '@tanstack/react-query';
import type { Outage } from '#contract/outages.ts';
import type { OutageReports } from '#contract/resident-reports.ts';
import { request, withQuery } from '../api/client.ts';
import { useTexts, useWords } from '../ui/text.tsx';

const words = {
  id: {
    told: ({ count, at }: { count: string; at: string }) =>
      `${count} warga melaporkannya, yang pertama ${at}. Laporan warga adalah bukti di samping; tidak ada angka yang berubah karenanya.`,
  },
  en: {
    told: ({ count, at }: { count: string; at: string }) =>
      `${count} residents reported it, the first ${at}. Their reports are evidence beside it; no figure rests on them.`,
  },
};

/** How many residents told of this outage. Nothing where nobody did. */
export function ToldByResidents({ outage }: { outage: Outage }) {
  const { f } = useTexts();
  const w = useWords(words);
  const { routerId, firstFailedAt } = outage;
  const { data } = useQuery({
    queryKey: ['resident-reports', 'of-outage', routerId, firstFailedAt],
    queryFn: ({ signal }) =>
      request<OutageReports>(
        withQuery('/api/resident-reports/of-outage', { router: routerId, firstFailedAt }),
        { signal },
      ),
  });
  if (!data?.firstAt) return null;
  return (
    <p className="mt-2">
      {w.told({ count: f.number(data.received), at: f.dateTime(Date.parse(data.firstAt)) })}
    </p>
  );
}
