import { useQuery } from '@tanstack/react-query';
import type { Availability, Period } from '#contract/outages.ts';
import { useTexts } from '../ui/text.tsx';
import { downText, figureText, observedText } from './figure.tsx';
import { availabilityQuery } from './queries.ts';

/** Availability, traffic and peak of one router, for 24 hours and for this month. */
export function Figures({ id }: { id: number }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <OfPeriod id={id} period="24h" />
      <OfPeriod id={id} period="month" />
    </div>
  );
}

function OfPeriod({ id, period }: { id: number; period: Period }) {
  const { t } = useTexts();
  const of = useQuery(availabilityQuery(period)).data?.get(id);
  return (
    <div>
      <p className="text-muted text-sm">
        {t.status.availability},{' '}
        {period === '24h' ? t.status.day.toLowerCase() : t.status.month.toLowerCase()}
      </p>
      {of === undefined ? <p className="font-semibold text-xl">–</p> : <Words of={of} />}
    </div>
  );
}

function Words({ of }: { of: Availability }) {
  const { t, f } = useTexts();
  return (
    <>
      <p className="font-semibold text-xl">{figureText(of, t, f)}</p>
      <p className="text-sm">
        {downText(of, t, f)} · {observedText(of, t, f)}
      </p>
      <p className="text-muted text-sm">
        {t.status.trafficOfDay({
          down: f.bytes(Number(of.receiveBytes)),
          up: f.bytes(Number(of.transmitBytes)),
        })}
        {of.peakUsers !== null && ` · ${t.status.peak({ users: f.number(of.peakUsers) })}`}
      </p>
    </>
  );
}
