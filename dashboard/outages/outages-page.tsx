import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { Outage } from '#contract/outages.ts';
import { useServedVillages } from '../live/served-villages.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { PageTitle } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Empty, Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { causes } from './causes.ts';
import { words } from './evidence-words.ts';
import { openFirst } from './open-first.ts';
import { OutageItem } from './outage-item.tsx';
import { outagesQuery } from './queries.ts';
import type { OutagesSearch } from './search-outages.ts';
import { Strips } from './strips.tsx';

const STEP = 50;
const MOST = 500;
/** Lengths to choose from, s. */
const LENGTHS = [300, 1_800, 3_600, 14_400, 86_400] as const;

export interface OutagesPageProps {
  readonly search: OutagesSearch;
  readonly onSearch: (next: OutagesSearch) => void;
  /** Outages that share one fate, above the list. */
  readonly incidents: ReactNode;
}

/** *Gangguan*: each time that a router was down, and what speaks for the cause. */
export function OutagesPage({ search, onSearch, incidents }: OutagesPageProps) {
  const { t, f } = useTexts();
  const [limit, setLimit] = useState(STEP);
  const villages = useServedVillages();
  const w = useWords(words);
  const { open, village, cause, atLeast, since, until } = search;
  const filter = { village, cause, atLeast, since, until };
  const outages = useQuery(outagesQuery({ ...filter, open, limit }));
  // One that lasts for weeks is older than the newest, and still comes first.
  const lasting = useQuery({
    ...outagesQuery({ ...filter, open: true, limit: MOST }),
    enabled: open === undefined,
  });
  useEffect(() => {
    document.title = `${t.shell.outages} · ${t.shell.product}`;
  }, [t]);
  return (
    <>
      <PageTitle title={t.router.outagesTitle} intro={t.router.outagesIntro} />
      <Strips
        village={search.desa}
        day={search.hari}
        onOpen={(desa, hari) => onSearch({ ...search, desa, hari })}
      />
      {incidents}
      <div className="mb-4 grid grid-cols-1 gap-3 min-[21rem]:grid-cols-2 md:grid-cols-3 xl:grid-cols-6 [&_input]:min-w-0">
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
        <SelectField
          label={w.filterCause}
          value={search.cause ?? ''}
          onChange={({ target }) =>
            onSearch({ ...search, cause: causes.find((one) => one === target.value) })
          }
        >
          <option value="">{w.allCauses}</option>
          {causes.map((cause) => (
            <option key={cause} value={cause}>
              {t.router.causes[cause]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={w.filterLength}
          value={search.atLeast ?? ''}
          onChange={({ target }) =>
            onSearch({ ...search, atLeast: target.value === '' ? undefined : Number(target.value) })
          }
        >
          <option value="">{w.anyLength}</option>
          {LENGTHS.map((seconds) => (
            <option key={seconds} value={seconds}>
              {w.atLeast({ length: f.duration(seconds * 1000) })}
            </option>
          ))}
        </SelectField>
        <TextField
          label={w.filterFrom}
          type="date"
          value={search.since ?? ''}
          onChange={({ target }) => onSearch({ ...search, since: target.value || undefined })}
        />
        <TextField
          label={w.filterTo}
          type="date"
          value={search.until ?? ''}
          onChange={({ target }) => onSearch({ ...search, until: target.value || undefined })}
        />
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
          <List outages={openFirst(outages.data, open === undefined ? (lasting.data ?? []) : [])} />
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
