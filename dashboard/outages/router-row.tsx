import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Phone } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { RouterStatus } from '#contract/status.ts';
import { useClock } from '../live/clock.ts';
import { useRow } from '../live/store.ts';
import { buttonClass } from '../ui/button.tsx';
import { Sparkline } from '../ui/sparkline.tsx';
import { StateWord } from '../ui/state-mark.tsx';
import { useTexts } from '../ui/text.tsx';
import { Figure } from './figure.tsx';
import { availabilityQuery, sparklinesQuery } from './queries.ts';
import { nextStepText, sentenceOf, sinceText } from './sentence-of.ts';

/** Columns of the list on a wide screen; its head uses the same. */
export const GRID =
  'wide:grid-cols-[minmax(10rem,1.4fr)_minmax(8.5rem,1fr)_10.5rem_6rem_11rem_11rem_5.5rem] wide:items-center wide:gap-x-4';

const CHANGED_MS = 5_000;

/** True for a while after the state changed before one's eyes. */
function useJustChanged(state: string | undefined): boolean {
  const before = useRef(state);
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    setChanged(true);
    const timer = setTimeout(() => setChanged(false), CHANGED_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return changed;
}

export function RouterRow({ id }: { id: number }) {
  const row = useRow(id);
  const changed = useJustChanged(row?.state);
  return row === undefined ? null : <Row row={row} changed={changed} />;
}

const EDGE = {
  down: 'bg-down-tint/60 border-l-down',
  degraded: 'border-l-degraded',
  unknown: 'border-l-unknown',
  up: 'border-l-transparent',
} as const;

function Row({ row, changed }: { row: RouterStatus; changed: boolean }) {
  const { t, f } = useTexts();
  const day = useQuery(availabilityQuery('24h')).data?.get(row.id);
  const month = useQuery(availabilityQuery('month')).data?.get(row.id);
  const duration = useClock((now) => f.duration(coarse(now - Date.parse(row.since))));
  const since = useClock((now) => sinceText(row, f, now));
  const away = row.state === 'down';
  return (
    <article
      className={`live-data relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-2.5 border-l-4 px-4 py-3.5 hover:bg-surface wide:py-3 ${GRID} ${EDGE[row.state]} ${changed ? 'just-changed' : ''}`}
    >
      <div className="min-w-0">
        <h2 className="font-semibold text-lg leading-tight">
          <Link
            to="/titik/$id"
            params={{ id: String(row.id) }}
            data-row
            className="after:absolute after:inset-0 after:content-['']"
          >
            {row.village.name}
          </Link>
        </h2>
        <p className="text-muted text-sm wide:truncate">
          {row.name} · {row.village.kecamatan}
          <span className="wide:hidden"> · {t.status.uplink[row.uplink]}</span>
        </p>
      </div>
      <div className="justify-self-end text-right wide:justify-self-start wide:text-left">
        <StateWord state={row.state} />
        <p className="mt-1 text-muted text-sm">
          <span className="sr-only">{t.router.since({ since, duration: '' })}</span>
          {duration}
        </p>
      </div>
      <Trouble row={row} />
      <div className="col-span-full grid grid-cols-2 gap-x-4 gap-y-2 md:grid-cols-[10.5rem_8rem_1fr_1fr_auto] md:items-center wide:contents">
        <div className="min-w-0">
          <Trend row={row} />
          <p className="text-sm">
            {day !== undefined && <b className="font-semibold">{f.bytes(Number(day.receiveBytes))}</b>}{' '}
            {!away && row.receiveBitsPerSecond !== null && (
              <span className="whitespace-nowrap text-muted">
                {t.status.rateNow({ rate: f.bits(row.receiveBitsPerSecond) })}
              </span>
            )}
          </p>
        </div>
        <div className="wide:text-right">
          <p className="font-semibold text-lg leading-tight">
            {away || row.users === null ? '–' : f.number(row.users)}{' '}
            <span className="font-normal text-muted text-sm wide:sr-only">{t.status.users}</span>
          </p>
          {day?.peakUsers != null && (
            <p className="text-muted text-sm">{t.status.peak({ users: f.number(day.peakUsers) })}</p>
          )}
        </div>
        <Figure label={t.status.day} of={day} />
        <Figure label={t.status.month} of={month} />
        <Seen at={row.lastAnsweredAt} />
      </div>
    </article>
  );
}

/** In minutes once it lasted some, so that a row does not tick every second. */
const coarse = (ms: number) => (ms < 120_000 ? ms : Math.floor(ms / 60_000) * 60_000);

const rate = (bits: number | null, show: (value: number) => string) => (bits === null ? '–' : show(bits));

/** What is wrong in one sentence, and the one next step. */
function Trouble({ row }: { row: RouterStatus }) {
  const { t, f } = useTexts();
  const sentence = useClock((now) => sentenceOf(row, t, f, now));
  const step = useClock((now) => nextStepText(row, t, f, now) ?? '');
  if (row.state === 'up') return null;
  const { contact } = row;
  return (
    <div className="col-span-full flex flex-wrap items-center gap-x-4 gap-y-2 wide:order-last">
      <p className="min-w-[15rem] flex-1 leading-snug">
        <span className="font-semibold">{sentence}</span> {step}
      </p>
      {contact !== null && contact.phone !== '' && step.includes(contact.name) && (
        <a
          href={`tel:${contact.phone.replace(/[^+\d]/g, '')}`}
          className={buttonClass('plain', 'relative z-10')}
        >
          <Phone aria-hidden="true" size={17} />
          {t.status.call({ name: contact.name })}
        </a>
      )}
    </div>
  );
}

function Trend({ row }: { row: RouterStatus }) {
  const { t, f } = useTexts();
  const values = useQuery(sparklinesQuery).data?.get(row.id)?.bitsPerSecond ?? [];
  const peak = Math.max(0, ...values.map((value) => value ?? 0));
  const now = rate(row.receiveBitsPerSecond, f.bits);
  return (
    <Sparkline
      values={values}
      className="h-7 w-full max-w-40"
      label={t.status.sparkline({ now, peak: f.bits(peak) })}
    />
  );
}

function Seen({ at }: { at: string | null }) {
  const { t, f } = useTexts();
  const age = useClock((now) => (at === null ? t.status.never : f.age(now - Date.parse(at))));
  return (
    <p className="col-span-full text-muted text-sm md:col-span-1 wide:text-right">
      <span className="wide:sr-only">{t.status.lastSeen} </span>
      {age}
    </p>
  );
}
