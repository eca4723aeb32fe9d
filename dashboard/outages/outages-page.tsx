import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Outage } from '#contract/outages.ts';
import { useServedVillages } from '../live/served-villages.ts';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/field.tsx';
import { PageTitle } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Empty, Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts } from '../ui/text.tsx';
import { OutageItem } from './outage-item.tsx';
import { outagesQuery } from './queries.ts';
import type { OutagesSearch } from './search-outages.ts';

const STEP = 50;
const MOST = 500;

export interface OutagesPageProps {
  readonly search: OutagesSearch;
  readonly onSearch: (next: OutagesSearch) => void;
}

/** *Gangguan*: each time that a router was down, and what speaks for the cause. */
export function OutagesPage({ search, onSearch }: OutagesPageProps) {
  const { t, f } = useTexts();
  const [limit, setLimit] = useState(STEP);
  const villages = useServedVillages();
  const outages = useQuery(outagesQuery({ ...search, limit }));
  useEffect(() => {
    document.title = `${t.shell.outages} · ${t.shell.product}`;
  }, [t]);
  return (
    <>
      <PageTitle title={t.router.outagesTitle} intro={t.router.outagesIntro} />
      <div className="mb-4 grid grid-cols-2 gap-3 sm:max-w-lg">
        <SelectField
          label={t.router.filterOpen}
          value={search.open === undefined ? '' : String(search.open)}
          onChange={({ target }) =>
            onSearch({ ...search, open: target.value === '' ? undefined : target.value === 'true' })
          }
        >
          <option value="">{t.router.openAll}</option>
          <option value="true">{t.router.openOnly}</option>
          <option value="false">{t.router.closedOnly}</option>
        </SelectField>
        <SelectField
          label={t.router.filterVillage}
          value={search.village ?? ''}
          onChange={({ target }) => onSearch({ ...search, village: target.value || undefined })}
        >
          <option value="">{t.router.allVillages}</option>
          {villages.map((village) => (
            <option key={village.code} value={village.code}>
              {village.name}
            </option>
          ))}
        </SelectField>
      </div>
      {outages.data === undefined ? (
        outages.isError ? (
          <Failed why={problemText(outages.error, t, f)} onRetry={outages.refetch} />
        ) : (
          <Loading rows={5} height="h-24" />
        )
      ) : (
        <>
          {outages.isError && <StandOf at={outages.dataUpdatedAt} />}
          <List outages={outages.data} />
          {outages.data.length === limit && limit < MOST && (
            <Button className="mt-4" onClick={() => setLimit(Math.min(MOST, limit + STEP))}>
              {t.router.outagesMore}
            </Button>
          )}
        </>
      )}
    </>
  );
}

function List({ outages }: { outages: readonly Outage[] }) {
  const { t } = useTexts();
  if (outages.length === 0) return <Empty title={t.router.outagesNoneTitle} text={t.router.outagesNone} />;
  return (
    <ul className="overflow-clip rounded-card border border-line bg-raised shadow-card">
      {outages.map((outage) => (
        <li key={outage.id} className="border-line border-b last:border-b-0">
          <OutageItem outage={outage} />
        </li>
      ))}
    </ul>
  );
}
