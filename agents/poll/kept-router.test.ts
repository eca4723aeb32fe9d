import { expect, test } from 'vitest';
import type { RouterTarget } from '#contract/agent-link.ts';
import { Reading } from '#contract/looks.ts';
import { afterLogin, startRawRouter } from '../routeros/testing-router.ts';
import { type FaultDetails, type FaultKind, startFleet } from '../simulator/index.ts';
import { KeptRouter } from './kept-router.ts';
import { targetOf } from './testing-target.ts';

async function startOne(more: Parameters<typeof startFleet>[0] = {}, target: Partial<RouterTarget> = {}) {
  const fleet = await startFleet({ past: false, links: false, ...more });
  const router = fleet.routers[0]!;
  const kept = new KeptRouter(targetOf(router, target), 'unverified');
  return {
    router,
    kept,
    async [Symbol.asyncDispose]() {
      kept.close();
      await fleet[Symbol.asyncDispose]();
    },
  };
}

test.each(['6.49.10', '7.12', '7.20'])('RouterOS %s: the reading is what the router is', async (version) => {
  await using one = await startOne({ version });
  const { router, kept } = one;
  router.add('/radius', { address: '127.0.0.1', service: 'hotspot', secret: 's' });
  const seen = await kept.look();
  const { now } = router;
  expect(seen).toMatchObject({ outcome: 'answered', detail: null });
  expect(Reading.parse(seen.reading)).toEqual(seen.reading);
  expect(seen.reading).toMatchObject({
    uptimeSeconds: expect.closeTo(now.uptimeSeconds, -1),
    version,
    serial: router.serial,
    identity: router.name,
    clockSkewSeconds: expect.closeTo(0, -1),
    uplink: { running: true },
    hotspot: {
      servers: [{ name: 'hotspot1', invalid: false, disabled: false }],
      users: now.users,
      loginHosts: ['desa01.localhost', '10.5.50.1'],
    },
    deviceMode: version.startsWith('6') ? null : { hotspotAllowed: true, flagged: false },
    radius: { requests: '0', timeouts: '0' },
    uplinkLossPercent: version.startsWith('6') ? null : 0,
    pollingAccountMayReboot: true,
  });
  expect(Number(now.rxBytes) - Number(seen.reading?.uplink?.receiveBytes)).toBeLessThan(10_000_000);
});

test('an account as it should be may read everything that is asked, and not reboot', async () => {
  await using one = await startOne({}, { username: 'sd-monitor', password: 'x' });
  one.router.addUser('sd-monitor', 'x', ['read', 'api']);
  expect((await one.kept.look()).reading).toMatchObject({
    pollingAccountMayReboot: false,
    serial: one.router.serial,
  });
});

test.each(['7.12', '7.20'])(
  'RouterOS %s: the look after the uplink was away tells when the LTE session began, the next one does not',
  async (version) => {
    await using fleet = await startFleet({ past: false, links: false, routers: 12, version });
    const lte = fleet.routers.find((router) => router.rows('/interface').some(({ type }) => type === 'lte'))!;
    const kept = new KeptRouter(targetOf(lte), 'unverified');
    try {
      const first = (await kept.look()).reading!;
      expect(first.lteSessionSeconds).toBeGreaterThan(first.uptimeSeconds - 60);
      expect((await kept.look()).reading).not.toHaveProperty('lteSessionSeconds');
      lte.fault('uplink-cut');
      expect((await kept.look(200)).outcome).toBe('timeout');
      lte.mend();
      const again = (await kept.look()).reading!;
      expect(again.uptimeSeconds).toBeGreaterThanOrEqual(first.uptimeSeconds);
      expect(again.lteSessionSeconds).toBeLessThan(10);
      expect(Reading.parse(again)).toEqual(again);
    } finally {
      kept.close();
    }
  },
);

test('a router without a modem is not asked for one, and an account without the right gets no session', async () => {
  await using fleet = await startFleet({ past: false, links: false, routers: 12 });
  const has = (type: string) => (router: (typeof fleet.routers)[number]) =>
    router.rows('/interface').some((row) => row.type === type);
  const [lte, other] = [fleet.routers.find(has('lte'))!, fleet.routers.find((one) => !has('lte')(one))!];
  lte.addUser('sd-monitor', 'x', ['read', 'api']);
  for (const target of [targetOf(lte, { username: 'sd-monitor', password: 'x' }), targetOf(other)]) {
    const kept = new KeptRouter(target, 'unverified');
    const seen = await kept.look();
    kept.close();
    expect(seen.outcome).toBe('answered');
    expect(seen.reading).not.toHaveProperty('lteSessionSeconds');
  }
  expect(other.count('/interface/lte/monitor')).toBe(0);
});

test('one connection is kept, and a look over it costs one round trip', async () => {
  await using one = await startOne({ version: '7.20' });
  one.router.add('/radius', { address: '127.0.0.1', service: 'hotspot', secret: 's' });
  await one.kept.look();
  one.router.fault('slow-link', { latencyMs: 300, jitterMs: 0 });
  const seen = await one.kept.look();
  expect(seen.tookMs).toBeGreaterThanOrEqual(299);
  expect(seen.tookMs).toBeLessThan(450);
  expect([one.router.connections, one.router.count('/radius/monitor')]).toEqual([1, 2]);
});

test.each([
  [1, 2],
  [4, 8],
])('a board of %i cores gets %i commands at once', async (cores, width) => {
  let open = 0;
  let most = 0;
  const rows: Record<string, string[]> = {
    '/system/resource/print': [
      '=uptime=5m',
      '=version=7.20 (stable)',
      '=board-name=x',
      `=cpu-count=${cores}`,
    ],
    '/system/clock/print': ['=date=2026-11-25', '=time=00:00:00', '=gmt-offset=+07:00'],
  };
  await using raw = await startRawRouter(
    afterLogin(({ words, reply }) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        const row = rows[words[0]!];
        if (row) reply('!re', ...row);
        reply('!done');
      }, 10);
    }),
  );
  const target = targetOf({ index: 1, name: 'x', address: '127.0.0.1', port: raw.port } as never);
  const kept = new KeptRouter(target, 'unverified');
  expect((await kept.look()).outcome).toBe('answered');
  most = 0;
  expect((await kept.look()).outcome).toBe('answered');
  expect(most).toBe(cores === 1 ? width : 7);
  kept.close();
});

test('facts are asked again when they may have changed', async () => {
  await using one = await startOne({}, { intervalMs: 1_000 });
  await one.kept.look();
  await one.kept.look();
  expect(one.router.count('/system/routerboard/print')).toBe(1);
  one.router.fault('device-mode-blocked');
  const { reading } = await one.kept.look();
  expect(reading?.deviceMode).toMatchObject({ hotspotAllowed: false });
  expect(reading?.hotspot.servers[0]).toMatchObject({ disabled: true });
});

test.each<[kind: FaultKind, details: FaultDetails, connected: string, fresh: string]>([
  ['power-cut', {}, 'timeout', 'timeout'],
  ['uplink-cut', {}, 'timeout', 'timeout'],
  ['uplink-cut-plug-pulled', {}, 'timeout', 'timeout'],
  ['access-point-dead', {}, 'answered', 'answered'],
  ['slow-link', { latencyMs: 100, jitterMs: 50 }, 'answered', 'answered'],
  ['half-open', {}, 'answered', 'answered'],
  ['cut-at-byte', { at: 3 }, 'protocol-error', 'refused'],
  ['cut-at-byte', { at: 60 }, 'protocol-error', 'protocol-error'],
  ['byte-by-byte', {}, 'answered', 'answered'],
  ['silence-after-login', {}, 'protocol-error', 'protocol-error'],
  ['rst', { at: 0 }, 'refused', 'refused'],
  ['rst', { at: 60 }, 'protocol-error', 'protocol-error'],
  ['garbage-length', {}, 'protocol-error', 'protocol-error'],
  ['wrong-password', {}, 'auth-failed', 'auth-failed'],
  ['session-limit', {}, 'refused', 'refused'],
  ['refused', {}, 'refused', 'refused'],
  ['radius-unanswered', {}, 'answered', 'answered'],
  ['hotspot-invalid', {}, 'answered', 'answered'],
  ['device-mode-blocked', {}, 'answered', 'answered'],
  ['clock-wrong', {}, 'answered', 'answered'],
])('%s %j: over a kept connection %s, over a fresh one %s', async (kind, details, connected, fresh) => {
  await using one = await startOne({ routers: 2 }, { deadlineMs: 800 });
  await one.kept.look();
  one.router.fault(kind, details);
  const over = [await one.kept.look(), await new KeptRouter(one.kept.target, 'unverified').look()];
  expect(over.map(({ outcome }) => outcome)).toEqual([connected, fresh]);
  for (const { tookMs, outcome, reading, detail } of over) {
    expect(tookMs).toBeLessThan(1_000);
    expect(reading === null).toBe(outcome !== 'answered');
    expect(detail === null).toBe(outcome === 'answered');
  }
  one.router.mend();
  expect((await one.kept.look()).outcome).toBe('answered');
});

test('what the faults do to readings', async () => {
  await using one = await startOne();
  expect((await one.kept.look()).reading?.accessPoints).toEqual([{ name: 'ether2', running: true }]);
  one.router.fault('access-point-dead');
  one.router.fault('hotspot-invalid');
  one.router.fault('clock-wrong');
  one.router.fault('high-loss', { loss: 0.2 });
  const { reading } = await one.kept.look(8_000);
  expect(reading).toMatchObject({
    hotspot: { servers: [{ invalid: true }], users: 0 },
    uplinkLossPercent: 20,
    accessPoints: [{ name: 'ether2', running: false }],
  });
  expect(reading?.clockSkewSeconds).toBeLessThan(-1e9);
});

test('a rebooted router is read over a new connection in the same look', async () => {
  await using one = await startOne({ rebootSeconds: 0.1 });
  await one.kept.look();
  const back = one.router.next('back');
  one.router.fault('power-cut', { seconds: 0.1 });
  await back;
  const seen = await one.kept.look();
  expect(seen).toMatchObject({ outcome: 'answered', reading: { uptimeSeconds: expect.closeTo(0, -1) } });
});

test('rights that are too narrow are told, not guessed', async () => {
  await using one = await startOne({}, { username: 'blind', password: 'x' });
  one.router.addUser('blind', 'x', ['api']);
  expect(await one.kept.look()).toMatchObject({
    outcome: 'protocol-error',
    detail: 'trap: not enough permissions (9)',
  });
});
