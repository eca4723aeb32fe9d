import type { Tx } from '../platform/db.ts';
import type { OutageChange } from './changes-of.ts';
import { replaceOutages } from './outage-rows.ts';
import type { FoldSpan } from './timeline.ts';

/** Replaces what stands of a router's timeline from `spans[0].from` on, and the outages that follow from it. */
export async function replaceSpans(
  tx: Tx,
  routerId: number,
  spans: readonly FoldSpan[],
  simulatedAt: (instant: number) => boolean,
  now: Date,
): Promise<OutageChange[]> {
  const start = new Date(spans[0]!.from);
  await tx.$executeRaw`delete from span where router_id = ${routerId} and lower(during) >= ${start}`;
  await tx.$executeRaw`update span set during = tstzrange(lower(during), ${start})
    where router_id = ${routerId} and during @> ${start}::timestamptz and lower(during) < ${start}`;
  await tx.$executeRaw`
    insert into span (router_id, state, reason, during)
    select ${routerId}, state, reason, tstzrange(lower_at, upper_at)
    from unnest(${spans.map((span) => span.state)}::text[], ${spans.map((span) => span.reason)}::text[],
      ${spans.map((span) => iso(span.from))}::timestamptz[], ${spans.map((span) => iso(span.to))}::timestamptz[])
      as given (state, reason, lower_at, upper_at)`;
  return await replaceOutages(tx, routerId, spans, simulatedAt, now);
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
