import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { BATCH_LIMIT, type Batch, type BatchAnswer } from '#contract/agent-link.ts';
import type { LookEntry, Reading } from '#contract/looks.ts';
import { Counter } from '#contract/names.ts';
import type { Simulator } from './simulator.ts';

/** As often as the demo's agent looks, times two: still no silence between two looks. */
const STEP_SECONDS = 20;
/** How long an outage of the agent itself lasts in the history. */
const SILENT_MS = 20 * 60_000;

const Line = z.discriminatedUnion('answered', [
  z.object({ at: z.iso.datetime(), answered: z.literal(false) }),
  z.object({
    at: z.iso.datetime(),
    answered: z.literal(true),
    uptimeSeconds: z.number().int(),
    rxBytes: Counter,
    txBytes: Counter,
    users: z.number().int(),
    cpuPercent: z.number().int(),
    freeMemoryBytes: z.number(),
    temperatureCelsius: z.number(),
    hotspotOk: z.boolean(),
    accessPointRunning: z.boolean(),
  }),
]);
export type HistoryLine = z.infer<typeof Line>;

export interface HistoryOptions {
  readonly simulator: Simulator;
  readonly controllerUrl: string;
  /** Token of an agent of its own: the history never waits in front of live looks. */
  readonly token: string;
  readonly routers: readonly { readonly id: number; readonly name: string }[];
  readonly from: Date;
  readonly to: Date;
}

/** A day of the simulator's own past, taken in as an agent's batches marked simulated; router by router. */
export async function tellHistory(options: HistoryOptions): Promise<number> {
  const { simulator, routers, from, to } = options;
  // The agent of the history was away once: nobody could look, and nothing may be called down then.
  const silentFrom = from.getTime() + (to.getTime() - from.getTime()) / 3;
  const epoch = randomUUID();
  let seq = 0;
  let sent = 0;
  let entries: LookEntry[] = [];
  const flush = async () => {
    await post(options, {
      epoch,
      sentAt: new Date().toISOString(),
      assignment: null,
      canaries: ['simulated-a', 'simulated-b'],
      proven: true,
      backlog: 0,
      entries,
    });
    sent += entries.length;
    entries = [];
  };
  for (const router of routers) {
    for await (const raw of simulator.history(router.name, from, to, STEP_SECONDS)) {
      const line = Line.parse(raw);
      const at = Date.parse(line.at);
      if (at >= silentFrom && at < silentFrom + SILENT_MS) continue;
      seq += 1;
      entries.push(entryOf(line, router.id, seq));
      if (entries.length === BATCH_LIMIT) await flush();
    }
  }
  if (entries.length > 0) await flush();
  return sent;
}

function entryOf(line: HistoryLine, routerId: number, seq: number): LookEntry {
  return {
    kind: 'look',
    seq,
    routerId,
    at: line.at,
    offsetMs: 0,
    outcome: line.answered ? 'answered' : 'timeout',
    lateMs: 0,
    tookMs: line.answered ? 180 : 8_000,
    detail: line.answered ? null : 'no answer',
    reading: line.answered ? readingOf(line) : null,
    simulated: true,
  };
}

function readingOf(line: Extract<HistoryLine, { answered: true }>): Reading {
  return {
    uptimeSeconds: line.uptimeSeconds,
    version: 'simulated',
    board: 'simulated',
    serial: null,
    identity: null,
    cpuPercent: line.cpuPercent,
    freeMemoryBytes: line.freeMemoryBytes,
    temperatureCelsius: line.temperatureCelsius,
    voltageVolts: null,
    clockSkewSeconds: null,
    uplink: { name: 'uplink', running: true, receiveBytes: line.rxBytes, transmitBytes: line.txBytes },
    accessPoints: [{ name: 'AP', running: line.accessPointRunning }],
    hotspot: {
      servers: [{ name: 'hotspot', invalid: !line.hotspotOk, disabled: false }],
      users: line.users,
      trialUsers: 0,
      loginHosts: [],
    },
    deviceMode: null,
    radius: null,
    uplinkLossPercent: null,
    pollingAccountMayReboot: null,
  };
}

async function post({ controllerUrl, token }: HistoryOptions, batch: Batch): Promise<BatchAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${controllerUrl}/agent/v1/batches`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'Content-Encoding': 'gzip',
      },
      body: new Uint8Array(gzipSync(JSON.stringify(batch))),
      signal: AbortSignal.timeout(30_000),
    });
    if (response.ok) return (await response.json()) as BatchAnswer;
    // Idempotent: what was stored although the answer was lost is acknowledged again.
    if (response.status < 500 || attempt === 5)
      throw new Error(`the history was refused: ${response.status} ${await response.text()}`);
  }
}
