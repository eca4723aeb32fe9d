import type { Batch } from '#contract/agent-link.ts';
import type { LookEntry } from '#contract/looks.ts';
import { type Look, lookOf } from '../outages/look.ts';
import { Refusal } from '../platform/http.ts';

/**
 * Older looks are acknowledged, and not kept but as a known gap: their months may be closed and packed (LOOK_DAYS is 100
 * or more), ms.
 */
const OLD_LIMIT_MS = 95 * 86_400_000;
/** Clocks may disagree by this, ms; more is a wrong clock. */
const CLOCK_LIMIT_MS = 300_000;

export interface BatchLooks {
  readonly looks: readonly Look[];
  readonly tooOld: readonly Look[];
  /** Their time was made right by the clock that the batch shows: sent again, it is some ms off. */
  readonly corrected: ReadonlySet<number>;
  /** Of some time ago, and written before the agent knew its offset to us: worth no more than its clock was then. */
  readonly unmeasured: ReadonlySet<number>;
}

/**
 * The looks of a batch by the controller's clock. An agent that was started without a way to us knows no offset (0) for what
 * it sees until it reaches us: `sentAt` then shows how far off its clock is. Throws a Refusal for entries that do not rise,
 * and for a look from the future whose offset was measured.
 */
export function looksOf(batch: Batch, agentId: number, now: Date): BatchLooks {
  let last = 0;
  for (const { seq } of batch.entries) {
    if (seq <= last)
      throw new Refusal(400, 'invalid', `seq ${seq} does not rise`, { fields: { entries: 'not-rising' } });
    last = seq;
  }
  const measured = now.getTime() - Date.parse(batch.sentAt);
  const isOff = Math.abs(measured) > CLOCK_LIMIT_MS;
  const corrected = new Set<number>();
  const unmeasured = new Set<number>();
  const looks: Look[] = [];
  const tooOld: Look[] = [];
  for (const entry of batch.entries) {
    if (entry.kind !== 'look') continue;
    const isUnmeasured = entry.offsetMs === 0;
    const given = isUnmeasured && isOff ? { ...entry, offsetMs: measured } : entry;
    const look = lookOf(given, agentId, batch.epoch);
    if (isUnmeasured && isOff) corrected.add(look.seq);
    else if (isUnmeasured && look.at < now.getTime() - CLOCK_LIMIT_MS) unmeasured.add(look.seq);
    if (look.at > now.getTime() + CLOCK_LIMIT_MS) throw fromTheFuture(look);
    (look.at < now.getTime() - OLD_LIMIT_MS ? tooOld : looks).push(look);
  }
  return { looks, tooOld, corrected, unmeasured };
}

function fromTheFuture({ seq, at }: Pick<LookEntry, 'seq'> & { readonly at: number }): Refusal {
  const text = `look ${seq} is of ${new Date(at).toISOString()}: the agent's clock is wrong`;
  return new Refusal(400, 'from-the-future', text, { fields: { entries: 'from-the-future' } });
}

/**
 * Looks that claim a time before one that the same agent wrote down earlier, by more than looks overlap: its clock stood
 * wrong, was put right before it reached us, and nobody can say when these were. `before`: the newest time, by router, of
 * a look of this agent and epoch with a lower seq.
 */
export function untimely(
  { looks, unmeasured }: Pick<BatchLooks, 'looks' | 'unmeasured'>,
  before: ReadonlyMap<number, number>,
): Look[] {
  const newest = new Map(before);
  return looks.filter((look) => {
    const latest = newest.get(look.routerId);
    if (latest === undefined || look.at >= latest) newest.set(look.routerId, look.at);
    return unmeasured.has(look.seq) && latest !== undefined && look.at < latest - CLOCK_LIMIT_MS;
  });
}
