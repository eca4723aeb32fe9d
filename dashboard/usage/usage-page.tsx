import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { UsageView } from '#contract/usage.ts';
import { serverNow } from '../live/clock.ts';
import { useServedVillages } from '../live/served-villages.ts';
import { SelectField } from '../ui/field.tsx';
import { PageTitle } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Empty, Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { Bars } from './bars.tsx';
import { Downloads } from './downloads.tsx';
import { areaUsageQuery } from './queries.ts';
import { type SpanName, spans, type UsageSearch, windowOf } from './search-usage.ts';
import { VillagesTable } from './villages-table.tsx';
import { WeekMap } from './week-map.tsx';
import { words } from './words.ts';

export interface UsagePageProps {
  readonly search: UsageSearch;
  readonly onSearch: (next: UsageSearch) => void;
}

/** *Pemakaian*: traffic and users of an area over a span, its villages beside each other, its busiest hours. */
export function UsagePage({ search, onSearch }: UsagePageProps) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const villages = useServedVillages();
  const span = search.rentang ?? 'month';
  const window = windowOf(span, serverNow());
  const view = useQuery(areaUsageQuery(search.wilayah ?? 'regency', window));
  useEffect(() => {
    document.title = `${w.title} · ${t.shell.product}`;
  }, [t, w]);
  const kecamatan = [
    ...new Map(villages.map(({ code, kecamatan: name }) => [code.slice(0, 8), name])),
  ].toSorted(([, a], [, b]) => a.localeCompare(b));
  return (
    <>
      <PageTitle title={w.title} intro={w.intro} />
      <div className="mb-4 grid grid-cols-1 gap-3 sm:max-w-lg sm:grid-cols-2">
        <SelectField
          label={w.span}
          value={span}
          onChange={({ target }) => onSearch({ ...search, rentang: target.value as SpanName })}
        >
          {spans.map((one) => (
            <option key={one} value={one}>
              {w.spans[one]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={w.area}
          value={search.wilayah ?? ''}
          onChange={({ target }) => onSearch({ ...search, wilayah: target.value || undefined })}
        >
          <option value="">{w.regency}</option>
          {kecamatan.map(([code, name]) => (
            <option key={code} value={`kecamatan:${code}`}>
              Kec. {name}
            </option>
          ))}
          {villages.map(({ code, name }) => (
            <option key={code} value={`village:${code}`}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      {view.data === undefined ? (
        view.isError ? (
          <Failed why={problemText(view.error, t, f)} onRetry={view.refetch} />
        ) : (
          <Loading rows={4} height="h-32" />
        )
      ) : view.data.total.observed === 0 && view.data.before.observed === 0 ? (
        <Empty title={w.emptyTitle} text={w.emptyText} />
      ) : (
        <div className="grid gap-4">
          {view.isError && <StandOf at={view.dataUpdatedAt} />}
          <Totals view={view.data} />
          <Bars steps={view.data.steps} step={window.step} />
          {view.data.villages.length > 1 && <VillagesTable villages={view.data.villages} />}
          <WeekMap week={view.data.week} />
          <Downloads area={search.wilayah ?? 'regency'} window={window} />
        </div>
      )}
    </>
  );
}

function Totals({ view: { total, before } }: { view: UsageView }) {
  const { f } = useTexts();
  const w = useWords(words);
  const decimal = (value: number | null) => (value === null ? w.nothing : f.decimal(value));
  const count = (value: number | null) => (value === null ? w.nothing : f.number(value));
  const figures: [string, string, string][] = [
    [w.down, f.bytes(Number(total.receiveBytes)), f.bytes(Number(before.receiveBytes))],
    [w.up, f.bytes(Number(total.transmitBytes)), f.bytes(Number(before.transmitBytes))],
    [w.mean, decimal(total.meanUsers), decimal(before.meanUsers)],
    [w.peak, count(total.peakUsers), count(before.peakUsers)],
    [w.sessions, count(total.sessions), count(before.sessions)],
    [w.observed, f.percent(total.observed * 100), f.percent(before.observed * 100)],
  ];
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-6">
      {figures.map(([name, value, earlier]) => (
        <div key={name} className="rounded-card border border-line bg-raised p-4 shadow-card">
          <dt className="text-muted text-sm">{name}</dt>
          <dd className="font-bold text-xl">{value}</dd>
          <dd className="text-muted text-sm">{before.observed === 0 ? '' : w.before({ value: earlier })}</dd>
        </div>
      ))}
    </dl>
  );
}
