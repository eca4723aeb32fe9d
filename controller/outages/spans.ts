import type { Tx } from '../platform/db.ts';
import { causeOf } from './cause-of.ts';
import type { FoldSpan } from './timeline.ts';

/** Replaces what stands of a router's timeline from `spans[0].from` on, and the outages that follow from it. */
export async function replaceSpans(
  tx: Tx,
  routerId: number,
  spans: readonly FoldSpan[],
  simulatedAt: (instant: number) => boolean,
): Promise<void> {
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
  await replaceOutages(tx, routerId, start, spans, simulatedAt);
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
const date = (at: number | null) => (at === null ? null : new Date(at));

async function replaceOutages(
  tx: Tx,
  routerId: number,
  start: Date,
  spans: readonly FoldSpan[],
  simulatedAt: (instant: number) => boolean,
): Promise<void> {
  const downs = spans.filter((span) => span.state === 'down');
  await tx.outage.deleteMany({
    where: { routerId, firstFailedAt: { gte: start, notIn: downs.map((span) => new Date(span.from)) } },
  });
  for (const span of downs) {
    if (!span.down) continue;
    // Reboots that we sent speak for the cause; their rows belong to controller/actions.
    const sent = await tx.$queryRaw<
      { sent_at: Date }[]
    >`select sent_at from action where router_id = ${routerId}
      and sent_at between ${new Date(span.from - 3_600_000)} and ${new Date(span.from + 3_600_000)}`;
    const judged = causeOf(
      span.down,
      span.from,
      sent.map((row) => row.sent_at.getTime()),
    );
    const facts = {
      lastGoodAt: date(span.down.lastGoodAt),
      lastFailedAt: new Date(span.down.lastFailedAt),
      firstGoodAt: date(span.down.firstGoodAt),
      endedAt: date(span.to),
      cause: judged.cause,
      evidence: judged.evidence,
    };
    const firstFailedAt = new Date(span.from);
    await tx.outage.upsert({
      where: { routerId_firstFailedAt: { routerId, firstFailedAt } },
      create: { routerId, firstFailedAt, simulated: simulatedAt(span.from), ...facts },
      update: facts,
    });
  }
}
