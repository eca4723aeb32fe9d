import type { Action } from '#contract/actions.ts';
import type { ActionEntry, Batch, BatchAnswer, Entry, GapEntry } from '#contract/agent-link.ts';
import { commandsFor, recordActions } from '../actions/store.ts';
import { writeAlarms } from '../alarms/write.ts';
import { inspectionsFor, recordInspections } from '../inspections/store.ts';
import { daysOf, takeChains } from '../outages/chains.ts';
import type { Look } from '../outages/look.ts';
import { mayBePacked, packedLooks } from '../outages/old-looks.ts';
import { type Recorded, recordLooks } from '../outages/record.ts';
import { standingsOf } from '../outages/routers.ts';
import { storeLooks } from '../outages/store-looks.ts';
import type { Config } from '../platform/config.ts';
import type { Db, Tx } from '../platform/db.ts';
import { marksBeforeLooks, type PackedLooks, usageOfLooks } from '../usage/record.ts';
import { type BatchLooks, looksOf, untimely } from './looks-of.ts';
import { seeAgent } from './see-agent.ts';
import { newestBefore, seqsStored } from './stored-before.ts';

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
  const given = looksOf(batch, agentId, now);
  const { tooOld } = given;
  return await db.$transaction(async (tx) => {
    const ids = [...new Set(given.looks.map(({ routerId }) => routerId))];
    const packed: PackedLooks = async (routerId, from, to) =>
      mayBePacked(from, now) ? await packedLooks(tx, routerId, from, to) : [];
    const waiting = await seeAgent(tx, agentId, batch, ids, now);
    const { looks, lost } = await trusted(tx, given);
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
    await storeGaps(tx, agentId, batch, [
      { why: 'too-old', looks: tooOld },
      { why: 'clock', looks: lost },
    ]);
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

/** What is to be stored, and what cannot be: those whose time nobody can tell. */
async function trusted(tx: Tx, batch: BatchLooks): Promise<{ looks: readonly Look[]; lost: Look[] }> {
  const { looks, corrected, unmeasured } = batch;
  const again = await seqsStored(
    tx,
    looks.filter(({ seq }) => corrected.has(seq)),
  );
  const before = await newestBefore(
    tx,
    looks.filter(({ seq }) => unmeasured.has(seq)),
  );
  const lost = untimely(batch, before);
  if (again.size === 0 && lost.length === 0) return { looks, lost };
  return { looks: looks.filter((look) => !again.has(look.seq) && !lost.includes(look)), lost };
}

async function storeGaps(
  tx: Tx,
  agentId: number,
  { epoch, entries }: Batch,
  lost: readonly { readonly why: string; readonly looks: readonly Look[] }[],
): Promise<void> {
  const gaps = entries.filter((entry): entry is GapEntry => entry.kind === 'gap');
  const own = lost.flatMap(({ why, looks }) => {
    const times = looks.map(({ at }) => at);
    const [from, to] = [Math.min(...times), Math.max(...times)].map((at) => new Date(at));
    return looks.slice(0, 1).map(({ seq }) => ({ seq, dropped: looks.length, from: from!, to: to!, why }));
  });
  if (gaps.length === 0 && own.length === 0) return;
  await tx.lookGap.createMany({
    data: [...gaps, ...own].map(({ seq, dropped, from, to, why }) => ({
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
