import type { NewContactAnswer } from '#contract/outages.ts';
import type { Tx } from '../platform/db.ts';
import { causeOf } from './cause-of.ts';
import type { OutageChange } from './changes-of.ts';
import { besideOf, factsOf } from './outage-rows.ts';
import { lockRouters } from './routers.ts';

/**
 * Keeps what the contact said of an outage and judges its cause again. Answers are only added; null when there is no
 * such outage.
 */
export async function storeAnswer(
  tx: Tx,
  routerId: number,
  { firstFailedAt, power, note }: NewContactAnswer,
  staffId: number,
  now: Date,
): Promise<OutageChange[] | null> {
  await lockRouters(tx, [routerId]);
  const at = new Date(firstFailedAt);
  const outage = await tx.outage.findUnique({
    where: { routerId_firstFailedAt: { routerId, firstFailedAt: at } },
  });
  if (!outage) return null;
  await tx.contactAnswer.create({
    data: { routerId, firstFailedAt: at, at: now, power, note: note || null, staffId },
  });
  const before = factsOf(outage);
  const uptimeBefore = await uptimeAt(tx, routerId, outage.lastGoodAt);
  const judged = causeOf(
    {
      lastGoodAt: outage.lastGoodAt?.getTime() ?? null,
      lastFailedAt: outage.lastFailedAt.getTime(),
      firstGoodAt: before.firstGoodAt,
      uptimeBefore,
      uptimeAfter: before.evidence.uptimeSeconds,
    },
    before.firstFailedAt,
    before.endedAt,
    await besideOf(tx, routerId, before.firstFailedAt, before.endedAt),
  );
  const after = factsOf(await tx.outage.update({ where: { id: outage.id }, data: judged }));
  return [{ routerId, before, after, instead: null }];
}

async function uptimeAt(tx: Tx, routerId: number, at: Date | null): Promise<number | null> {
  if (at === null) return null;
  const look = await tx.look.findFirst({
    where: { routerId, at, outcome: 'answered' },
    orderBy: [{ agentId: 'desc' }, { epoch: 'desc' }, { seq: 'desc' }],
    select: { uptimeSeconds: true },
  });
  return look?.uptimeSeconds == null ? null : Number(look.uptimeSeconds);
}
