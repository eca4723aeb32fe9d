import type { NewContactAnswer } from '#contract/outages.ts';
import type { Tx } from '../platform/db.ts';
import type { OutageChange } from './changes-of.ts';
import { judgeAgain } from './outage-rows.ts';
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
  const change = await judgeAgain(tx, outage, now);
  return change ? [change] : [];
}
