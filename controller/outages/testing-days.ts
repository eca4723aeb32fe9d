import { randomUUID } from 'node:crypto';
import type { Batch } from '#contract/agent-link.ts';
import type { LookEntry, Reading } from '#contract/looks.ts';
import type { Db } from '../platform/db.ts';

const VILLAGE = '16.10.06.2021';

/** An agent with routers in one village, in service from `since` on. */
export async function programme(db: Db, routers: number, since: Date): Promise<number> {
  const place = {
    name: 'Sukamaju',
    kecamatanCode: '16.10.06',
    kecamatan: 'Rantau Alai',
    lat: -3.47,
    lng: 104.7,
  };
  await db.village.create({ data: { code: VILLAGE, ...place } });
  const agent = await db.agent.create({ data: { name: 'kantor', tokenHash: new Uint8Array([1]) } });
  const plan = await db.servicePlan.findFirstOrThrow();
  const bytes = new Uint8Array([0]);
  await db.router.createMany({
    data: Array.from({ length: routers }, (_, index) => ({
      id: index + 1,
      villageCode: VILLAGE,
      name: `sukamaju-${index + 1}`,
      host: '127.0.0.1',
      port: 1,
      username: 'm',
      passwordSealed: bytes,
      uplink: 'lte',
      nasIdentifier: `sd-${index + 1}`,
      radiusSecretSealed: bytes,
      portalKey: `k${index + 1}`,
      servicePlanId: plan.id,
      agentId: agent.id,
      inServiceSince: since,
    })),
  });
  return agent.id;
}

/** The same numbers for the same seed, in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Being {
  readonly routerId: number;
  readonly bootedAt: number;
  receive: number;
  transmit: number;
  answers: number;
  /** It does not answer before this, ms. */
  awayUntil: number;
}

/**
 * Looks at routers as they come in a village: 30 s give or take, an outage every day or so, traffic in bursts, users by
 * the hour, a supply that trembles. Rising in time and seq.
 */
export function* usualLooks(
  routers: number,
  from: Date,
  { seed = 1, intervalMs = 30_000 } = {},
): Generator<LookEntry, never> {
  const draw = seeded(seed);
  const beings = Array.from({ length: routers }, (_, index): Being => {
    const bootedAt = from.getTime() - Math.floor(draw() * 1e9);
    const received = Math.floor(draw() * 1e12);
    return {
      routerId: index + 1,
      bootedAt,
      receive: received,
      transmit: received >> 3,
      answers: 0,
      awayUntil: 0,
    };
  });
  let offsetMs = 12;
  let seq = 0;
  for (let round = 0; ; round += 1) {
    if (draw() < 0.2) offsetMs += Math.round((draw() - 0.5) * 6);
    for (const [index, being] of beings.entries()) {
      const at = Math.round(
        from.getTime() + round * intervalMs + (index * intervalMs) / routers + (draw() - 0.5) * 40,
      );
      if (draw() < intervalMs / 86_400_000) being.awayUntil = at + 120_000 + draw() * 7_200_000;
      const away = at < being.awayUntil;
      seq += 1;
      yield {
        kind: 'look',
        seq,
        routerId: being.routerId,
        at: new Date(at - offsetMs).toISOString(),
        offsetMs,
        outcome: away ? 'timeout' : 'answered',
        lateMs: 0,
        tookMs: away ? 10_000 : 60 + Math.floor(-Math.log(1 - draw()) * 60),
        detail: away ? `no answer from 10.77.0.${being.routerId}:8729 within 10 s` : null,
        reading: away ? null : readingOf(being, at, draw),
        simulated: false,
      };
    }
  }
}

function readingOf(being: Being, at: number, draw: () => number): Reading {
  being.receive += Math.floor(draw() ** 3 * 40_000_000);
  being.transmit += Math.floor(draw() ** 3 * 4_000_000);
  if (draw() < 0.05) being.answers += 1;
  const hour = (at / 3_600_000 + 7) % 24;
  return {
    uptimeSeconds: Math.floor((at - being.bootedAt) / 1000),
    version: '7.20 (stable)',
    board: 'RB941-2nD',
    serial: `HFA0${being.routerId}`,
    identity: `sd-${being.routerId}`,
    cpuPercent: Math.floor(draw() * 40),
    freeMemoryBytes: 9_000_000 + Math.floor(draw() * 1_000_000),
    temperatureCelsius: 41,
    voltageVolts: Math.round((24 + draw() * 0.3) * 10) / 10,
    clockSkewSeconds: 0,
    uplink: {
      name: 'lte1',
      running: true,
      receiveBytes: String(being.receive),
      transmitBytes: String(being.transmit),
    },
    accessPoints: [],
    hotspot: {
      servers: [{ name: 'hs', invalid: false, disabled: false }],
      users: Math.round(8 + 7 * Math.sin((hour - 10) / 4) + draw() * 2),
      trialUsers: 0,
      loginHosts: ['login.desa.lan'],
    },
    deviceMode: null,
    radius: {
      requests: String(being.answers),
      accepts: String(being.answers),
      rejects: '0',
      timeouts: '0',
      badReplies: '0',
    },
    uplinkLossPercent: draw() < 0.03 ? 10 : 0,
    pollingAccountMayReboot: false,
  };
}

const EPOCH = randomUUID();

export const batchOf = (entries: LookEntry[]): Batch => ({
  epoch: EPOCH,
  sentAt: entries.at(-1)!.at,
  assignment: null,
  canaries: ['a', 'b'],
  proven: true,
  backlog: 0,
  entries,
});

/** The time of a look by the controller's clock. */
export const timeOf = ({ at, offsetMs }: LookEntry): number => Date.parse(at) + offsetMs;
