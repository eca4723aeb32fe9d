import { isDeepStrictEqual } from 'node:util';
import type { Cause, Evidence } from '#contract/outages.ts';
import type { Tx } from '../platform/db.ts';
import { causeOf, type Judged, restartedAt } from './causes/cause-of.ts';
import { circumstancesOf } from './causes/circumstances.ts';
import { changesOf, type OutageChange, type OutageFacts } from './changes-of.ts';
import { momentKey, readAt } from './old-looks.ts';
import type { DownFacts, FoldSpan } from './timeline.ts';

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

/** What the looks told of an outage, as it is kept beside it. */
type Told = Pick<DownFacts, 'uptimeBefore' | 'voltage' | 'restartsBefore'>;

/** Judges an outage of the database again, as things stand. Null when nothing changed. */
export async function judgeAgain(tx: Tx, row: Stored, now: Date): Promise<OutageChange | null> {
  const before = factsOf(row);
  const { routerId } = row;
  const told = row.facts as Told | null;
  const down: DownFacts = {
    lastGoodAt: row.lastGoodAt?.getTime() ?? null,
    lastFailedAt: row.lastFailedAt.getTime(),
    firstGoodAt: before.firstGoodAt,
    uptimeAfter: before.evidence.uptimeSeconds,
    ...(told ?? {
      uptimeBefore: await uptimeAt(tx, routerId, row.lastGoodAt),
      voltage: null,
      restartsBefore: 0,
    }),
  };
  const judged = await judge(tx, routerId, down, before.firstFailedAt, before.endedAt, now);
  if (judged.cause === row.cause && isDeepStrictEqual(judged.evidence, before.evidence)) return null;
  const after = factsOf(
    await tx.outage.update({ where: { id: row.id }, data: { ...judged, changedAt: now } }),
  );
  return { routerId, before, after, instead: null };
}

type Stored = Row & {
  readonly id: number;
  readonly routerId: number;
  readonly lastGoodAt: Date | null;
  readonly lastFailedAt: Date;
  readonly facts: unknown;
};

export async function judge(
  tx: Tx,
  routerId: number,
  down: DownFacts,
  firstFailedAt: number,
  endedAt: number | null,
  now: Date,
): Promise<Judged> {
  const { lastGoodAt, lastFailedAt, firstGoodAt } = down;
  const bootedAt = restartedAt(down);
  const away = { routerId, lastGoodAt, lastFailedAt, firstGoodAt, firstFailedAt, endedAt, bootedAt };
  return causeOf(down, firstFailedAt, endedAt, await circumstancesOf(tx, away, now));
}

async function uptimeAt(tx: Tx, routerId: number, at: Date | null): Promise<number | null> {
  if (at === null) return null;
  const moment = { routerId, at: at.getTime() };
  return (await readAt(tx, [moment])).get(momentKey(moment))?.uptimeSeconds ?? null;
}

/** Writes the outages that follow from spans anew, from the first of these spans on; says what became of them. */
export async function replaceOutages(
  tx: Tx,
  routerId: number,
  spans: readonly FoldSpan[],
  simulatedAt: (instant: number) => boolean,
  now: Date,
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
    const judged = await judge(tx, routerId, span.down, span.from, span.to, now);
    const { uptimeBefore, voltage, restartsBefore } = span.down;
    const facts = {
      lastGoodAt: date(span.down.lastGoodAt),
      lastFailedAt: new Date(span.down.lastFailedAt),
      firstGoodAt: date(span.down.firstGoodAt),
      endedAt: date(span.to),
      cause: judged.cause,
      evidence: judged.evidence,
      facts: { uptimeBefore, voltage: voltage && { ...voltage }, restartsBefore } satisfies Told,
      changedAt: now,
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
