import type { Cause, Evidence, Power } from '#contract/outages.ts';
import type { Tx } from '../platform/db.ts';
import { ANSWER_MEMORY_MS } from './answers-of.ts';
import { type Beside, causeOf } from './cause-of.ts';
import { changesOf, type OutageChange, type OutageFacts } from './changes-of.ts';
import type { FoldSpan } from './timeline.ts';

const HOUR_MS = 3_600_000;
const date = (at: number | null) => (at === null ? null : new Date(at));

interface Row {
  readonly firstFailedAt: Date;
  readonly endedAt: Date | null;
  readonly firstGoodAt: Date | null;
  readonly cause: string;
  readonly evidence: unknown;
  readonly simulated: boolean;
}

type Later = Pick<Evidence, 'answer' | 'signs' | 'began' | 'ended'>;

/** Evidence as it is kept; older rows lack what was not judged then. */
export const evidenceOf = (stored: unknown): Evidence => ({
  answer: null,
  signs: [],
  began: null,
  ended: null,
  ...(stored as Omit<Evidence, keyof Later> & Partial<Later>),
});

export const factsOf = (row: Row): OutageFacts => ({
  firstFailedAt: row.firstFailedAt.getTime(),
  endedAt: row.endedAt?.getTime() ?? null,
  firstGoodAt: row.firstGoodAt?.getTime() ?? null,
  cause: row.cause as Cause,
  evidence: evidenceOf(row.evidence),
  simulated: row.simulated,
});

/** What was said and done around an outage: rows of controller/actions, and the contact's answers. */
export async function besideOf(
  tx: Tx,
  routerId: number,
  firstFailedAt: number,
  endedAt: number | null,
): Promise<Beside> {
  const sent = await tx.$queryRaw<
    { sent_at: Date }[]
  >`select sent_at from action where router_id = ${routerId}
    and sent_at between ${new Date(firstFailedAt - HOUR_MS)} and ${new Date(firstFailedAt + HOUR_MS)}`;
  const answers = await tx.contactAnswer.findMany({
    where: {
      routerId,
      at: {
        gte: new Date(firstFailedAt),
        ...(endedAt === null ? {} : { lte: new Date(endedAt + ANSWER_MEMORY_MS) }),
      },
    },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { at: true, firstFailedAt: true, power: true },
  });
  return {
    sentReboots: sent.map((row) => row.sent_at.getTime()),
    answers: answers.map((row) => ({
      at: row.at.getTime(),
      askedOf: row.firstFailedAt.getTime(),
      power: row.power as Power,
    })),
  };
}

/** Writes the outages that follow from spans anew, from the first of these spans on; says what became of them. */
export async function replaceOutages(
  tx: Tx,
  routerId: number,
  spans: readonly FoldSpan[],
  simulatedAt: (instant: number) => boolean,
): Promise<OutageChange[]> {
  const start = new Date(spans[0]!.from);
  const downs = spans.filter((span) => span.state === 'down');
  const before = await tx.outage.findMany({ where: { routerId, firstFailedAt: { gte: start } } });
  const starts = new Set(downs.map((span) => span.from));
  const gone = before.filter((row) => !starts.has(row.firstFailedAt.getTime()));
  if (gone.length > 0) await tx.outage.deleteMany({ where: { id: { in: gone.map((row) => row.id) } } });
  const after: OutageFacts[] = [];
  for (const span of downs) {
    if (!span.down) continue;
    const judged = causeOf(span.down, span.from, span.to, await besideOf(tx, routerId, span.from, span.to));
    const facts = {
      lastGoodAt: date(span.down.lastGoodAt),
      lastFailedAt: new Date(span.down.lastFailedAt),
      firstGoodAt: date(span.down.firstGoodAt),
      endedAt: date(span.to),
      cause: judged.cause,
      evidence: judged.evidence,
    };
    const firstFailedAt = new Date(span.from);
    const row = await tx.outage.upsert({
      where: { routerId_firstFailedAt: { routerId, firstFailedAt } },
      create: { routerId, firstFailedAt, simulated: simulatedAt(span.from), ...facts },
      update: facts,
    });
    after.push(factsOf(row));
  }
  return changesOf(routerId, before.map(factsOf), after, (instant) => stateAt(spans, instant));
}

const stateAt = (spans: readonly FoldSpan[], instant: number) =>
  spans.find((span) => span.from <= instant && (span.to === null || instant < span.to))?.state ?? null;
