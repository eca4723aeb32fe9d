import type { LookEntry, Reading } from '#contract/looks.ts';
import { faultOf } from './fault-of.ts';
import type { LookFacts } from './fold.ts';

/** A look on its way into the database, its time by the controller's clock. */
export interface Look extends LookFacts {
  readonly routerId: number;
  readonly agentId: number;
  /** Lower case, as the database gives it back. */
  readonly epoch: string;
  readonly seq: number;
  readonly offsetMs: number;
  readonly detail: string | null;
  readonly simulated: boolean;
  readonly users: number | null;
  readonly receiveBytes: bigint | null;
  readonly transmitBytes: bigint | null;
  /** Only of a look that just came in; the database keeps the last of each router. */
  readonly reading: Reading | null;
}

export function lookOf(entry: LookEntry, agentId: number, epoch: string): Look {
  const { reading } = entry;
  const radius = reading?.radius ?? null;
  return {
    routerId: entry.routerId,
    agentId,
    epoch: epoch.toLowerCase(),
    seq: entry.seq,
    at: Date.parse(entry.at) + entry.offsetMs,
    outcome: entry.outcome,
    tookMs: entry.tookMs,
    offsetMs: entry.offsetMs,
    // Half a character would come back as another one.
    detail: entry.detail?.toWellFormed() ?? null,
    simulated: entry.simulated,
    fault: reading ? faultOf(reading) : null,
    lossPercent: shortened(reading?.uplinkLossPercent ?? null),
    uptimeSeconds: reading?.uptimeSeconds ?? null,
    users: reading?.hotspot.users ?? null,
    receiveBytes: reading?.uplink ? BigInt(reading.uplink.receiveBytes) : null,
    transmitBytes: reading?.uplink ? BigInt(reading.uplink.transmitBytes) : null,
    radiusTimeouts: radius && exact(Number(radius.timeouts)),
    radiusAnswers: radius && exact(Number(radius.accepts) + Number(radius.rejects)),
    voltage: shortened(reading?.voltageVolts ?? null),
    reading,
  };
}

/** Neither per cent nor volts are ever larger; beyond it a `real` has no two decimals. */
const LARGEST = 100_000;

/** As a `real` gives it back: what is judged now must be what is read later. */
const shortened = (value: number | null) =>
  value === null || Math.abs(value) >= LARGEST ? null : Math.round(value * 100) / 100;

/** No router counts so many requests: the figure is none. */
const exact = (value: number) => (Number.isSafeInteger(value) ? value : null);

/** By time; two agents' looks of the same millisecond in a fixed order. */
type Placed = Pick<Look, 'at' | 'agentId' | 'epoch' | 'seq'>;
export const byTime = (a: Placed, b: Placed) =>
  a.at - b.at ||
  a.agentId - b.agentId ||
  (a.epoch < b.epoch ? -1 : a.epoch > b.epoch ? 1 : 0) ||
  a.seq - b.seq;

/** What makes a look the same look: sent twice, it is stored once. */
export const lookKey = ({
  routerId,
  at,
  agentId,
  epoch,
  seq,
}: Placed & { readonly routerId: number }): string => `${routerId} ${at} ${agentId} ${epoch} ${seq}`;
