import { randomUUID } from 'node:crypto';
import type { Batch, Entry } from '#contract/agent-link.ts';
import type { Outcome, Reading } from '#contract/looks.ts';
import type { Db } from '../platform/db.ts';

export const VILLAGE = '16.10.06.2021';

/** A village with routers that an agent looks at. */
export async function programme(db: Db, routers: number, since: Date): Promise<number> {
  const place = {
    name: 'Sukamaju <1>',
    kecamatanCode: '16.10.06',
    kecamatan: 'Rantau Alai',
    lat: -3.47,
    lng: 104.7,
  };
  await db.village.upsert({ where: { code: VILLAGE }, create: { code: VILLAGE, ...place }, update: place });
  const agent = await db.agent.create({
    data: { name: 'kantor', tokenHash: new Uint8Array([1]), lastSeenAt: since },
  });
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
      provider: 'Telkomsel',
      contactName: 'Pak Rahmat',
      contactPhone: '+6281200000001',
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

const reading = (uptimeSeconds: number): Reading => ({
  uptimeSeconds,
  version: '7.20 (stable)',
  board: 'hAP',
  serial: null,
  identity: 'sd-1',
  cpuPercent: 3,
  freeMemoryBytes: 1,
  temperatureCelsius: null,
  voltageVolts: null,
  clockSkewSeconds: 0,
  uplink: { name: 'lte1', running: true, receiveBytes: '1', transmitBytes: '0' },
  accessPoints: [],
  hotspot: {
    servers: [{ name: 'hs', invalid: false, disabled: false }],
    users: 4,
    trialUsers: 0,
    loginHosts: ['login.desa.lan'],
  },
  deviceMode: null,
  radius: null,
  uplinkLossPercent: null,
  pollingAccountMayReboot: false,
});

let seq = 0;
const EPOCH = randomUUID();

/** A look at `at`; an answered one with this uptime. */
export const look = (
  at: Date,
  outcome: Outcome = 'answered',
  routerId = 1,
  uptimeSeconds = 1_000,
): Entry => ({
  kind: 'look',
  seq: ++seq,
  routerId,
  at: at.toISOString(),
  offsetMs: 0,
  outcome,
  lateMs: 0,
  tookMs: 80,
  detail: null,
  reading: outcome === 'answered' ? reading(uptimeSeconds) : null,
  simulated: false,
});

export const batch = (entries: Entry[], sentAt: Date): Batch => ({
  epoch: EPOCH,
  sentAt: sentAt.toISOString(),
  assignment: null,
  canaries: ['a', 'b'],
  proven: true,
  backlog: 0,
  entries: entries.toSorted((a, b) => a.seq - b.seq),
});
