import type { Action } from '#contract/actions.ts';
import type { ActionEntry, Batch, BatchAnswer, Entry, GapEntry } from '#contract/agent-link.ts';
import type { LookEntry } from '#contract/looks.ts';
import { commandsFor, recordActions } from '../actions/store.ts';
import { writeAlarms } from '../alarms/write.ts';
import { inspectionsFor, recordInspections } from '../inspections/store.ts';
import { daysOf, takeChains } from '../outages/chains.ts';
import { type Look, lookOf } from '../outages/look.ts';
import { mayBePacked, packedLooks } from '../outages/old-looks.ts';
import { type Recorded, recordLooks } from '../outages/record.ts';
import { standingsOf } from '../outages/routers.ts';
import { storeLooks } from '../outages/store-looks.ts';
import type { Config } from '../platform/config.ts';
import type { Db, Tx } from '../platform/db.ts';
import { Refusal } from '../platform/http.ts';
import { marksBeforeLooks, type PackedLooks, usageOfLooks } from '../usage/record.ts';
import { seeAgent } from './see-agent.ts';

/**
 * Older looks are acknowledged, and not kept but as a known gap: their months may be closed and packed (LOOK_DAYS is 100
 * or more), ms.
 */
const OLD_LIMIT_MS = 95 * 86_400_000;
/** A look may be this far in the future by the clocks' offset, ms; more is a wrong clock. */
const FUTURE_LIMIT_MS = 300_000;

export interface TakenIn {
  readonly answer: Omit<BatchAnswer, 'assignment'>;
  /** To be told after the commit. */
  readonly routers: readonly Recorded[];
  readonly actions: readonly Action[];
  readonly stored: number;
}

/** A batch from an agent: stored whole or not at all; acknowledged once stored. Sent again, it is acknowledged again. */
export async function takeIn(
  db: Db,
  config: Config,
  agentId: number,
  batch: Batch,
  now: Date,
): Promise<TakenIn> {
  const { looks, tooOld } = looksOf(batch, agentId, now);
  return await db.$transaction(async (tx) => {
    const ids = [...new Set(looks.map(({ routerId }) => routerId))];
    const packed: PackedLooks = async (routerId, from, to) =>
      mayBePacked(from, now) ? await packedLooks(tx, routerId, from, to) : [];
    const waiting = await seeAgent(tx, agentId, batch, ids, now);
    // One after the other on the wire, without waiting in between.
    const [chains, standings, marks] = await Promise.all([
      takeChains(tx, agentId, batch.epoch.toLowerCase(), daysOf(looks)),
      standingsOf(tx, ids),
      marksBeforeLooks(tx, looks, packed),
    ]);
    const fresh = await storeLooks(tx, looks, chains, db, now);
    const routers = await recordLooks(tx, fresh, now, {
      standings,
      usageOf: (recorded) => usageOfLooks(tx, recorded, marks, packed),
    });
    const reports = batch.entries.filter((entry): entry is ActionEntry => entry.kind === 'action');
    const actions =
      waiting.actions || reports.length > 0 ? await recordActions(tx, agentId, reports, routers, now) : [];
    await storeGaps(tx, agentId, batch, tooOld);
    await recordInspections(tx, config, agentId, batch.entries.filter(isOfInspection), now);
    const inspections = waiting.inspections ? await inspectionsFor(tx, agentId, now) : [];
    const commands = waiting.commands ? await commandsFor(tx, agentId, now) : [];
    // Last: from here on no other transaction writes alarms until this one ends.
    await writeAlarms(
      tx,
      routers.flatMap((router) => router.outages),
      now,
    );
    const acknowledged = batch.entries.at(-1)?.seq ?? null;
    return {
      answer: { acknowledged, serverNow: now.toISOString(), commands, inspections },
      routers,
      actions,
      stored: fresh.length,
    };
  });
}

const isOfInspection = (entry: Entry) => entry.kind === 'inspection' || entry.kind === 'router-log';

function looksOf(batch: Batch, agentId: number, now: Date): { looks: Look[]; tooOld: Look[] } {
  const latest = now.getTime() + FUTURE_LIMIT_MS;
  let last = 0;
  for (const { seq } of batch.entries) {
    if (seq <= last)
      throw new Refusal(400, 'invalid', `seq ${seq} does not rise`, { fields: { entries: 'not-rising' } });
    last = seq;
  }
  const all = batch.entries
    .filter((entry): entry is LookEntry => entry.kind === 'look')
    .map((entry) => lookOf(entry, agentId, batch.epoch));
  const isOld = (look: Look) => look.at < now.getTime() - OLD_LIMIT_MS;
  const looks = all.filter((look) => !isOld(look));
  const early = looks.find((look) => look.at > latest);
  if (early) {
    const at = new Date(early.at).toISOString();
    throw new Refusal(400, 'from-the-future', `look ${early.seq} is of ${at}: the agent's clock is wrong`, {
      fields: { entries: 'from-the-future' },
    });
  }
  return { looks, tooOld: all.filter(isOld) };
}

async function storeGaps(
  tx: Tx,
  agentId: number,
  { epoch, entries }: Batch,
  tooOld: readonly Look[],
): Promise<void> {
  const gaps = entries.filter((entry): entry is GapEntry => entry.kind === 'gap');
  if (gaps.length === 0 && tooOld.length === 0) return;
  const times = tooOld.map((look) => look.at);
  const old = tooOld.slice(0, 1).map(({ seq }) => ({
    seq,
    dropped: tooOld.length,
    from: new Date(Math.min(...times)).toISOString(),
    to: new Date(Math.max(...times)).toISOString(),
    why: 'too-old',
  }));
  await tx.lookGap.createMany({
    data: [...gaps, ...old].map(({ seq, dropped, from, to, why }) => ({
      agentId,
      epoch,
      seq: BigInt(seq),
      dropped,
      from: new Date(from),
      to: new Date(to),
      why,
    })),
    skipDuplicates: true,
  });
}
