import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { FAULTS, type FaultKind, type SimRouter, startFleet } from './index.ts';
import { RawClient, rowsOf } from './testing/raw-client.ts';

const uptime = async (client: RawClient): Promise<string> =>
  rowsOf(await client.ask('/system/resource/print', '=.proplist=uptime'))[0]!.uptime!;

test('every kind can be begun and ended, and its sentence is one', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  for (const [kind, sentence] of Object.entries(FAULTS)) {
    router!.fault(kind as FaultKind);
    expect(router!.faults).toEqual([kind]);
    router!.mend();
    expect(router!.faults).toEqual([]);
    expect(sentence).toMatch(/\.$/);
  }
});

test('power cut: silence without FIN, then uptime 0, a reset for the old connection and a clock in 1970', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  await using client = await new RawClient(router!.port).login();
  router!.fault('power-cut');
  client.say('/system/identity/print');
  await using late = new RawClient(router!.port);
  late.say('/login', '=name=admin', '=password=simulator');
  expect(await client.silent(150)).toBe(true);
  expect(await late.silent(50)).toBe(true);
  router!.mend();
  expect(await client.end()).toBe('rst');
  await late.end();
  await using again = await new RawClient(router!.port).login();
  expect(await uptime(again)).toMatch(/^[0-2]s$/);
  const rows = rowsOf(await again.ask('/log/print'));
  expect(rows[0]).toMatchObject({
    topics: 'system,error,critical',
    message: 'router was rebooted without proper shutdown',
  });
  expect(rows[0]!.time).toMatch(/^1970-01-02 00:00:0\d$/);
  expect(rowsOf(await again.ask('/system/clock/print'))[0]!.date).toBe('1970-01-02');
  expect(router!.reboots).toBe(1);
});

test('uplink cut: what waited comes through when it returns; uptime runs on', async () => {
  await using fleet = await startFleet({ past: false });
  const [router] = fleet.routers;
  await using client = await new RawClient(router!.port).login();
  const before = router!.now.uptimeSeconds;
  router!.fault('uplink-cut');
  client.bytes = Buffer.alloc(0);
  client.say('/system/identity/print');
  await using late = new RawClient(router!.port);
  late.say('/login', '=name=admin', '=password=simulator');
  expect(await client.silent(150)).toBe(true);
  expect(await late.silent(10)).toBe(true);
  router!.mend();
  await client.until((all) => all.some(([head]) => head === '!re'));
  await late.until((all) => all.some(([head]) => head === '!done'));
  expect(router!.now.uptimeSeconds).toBeGreaterThanOrEqual(before);
  expect(router!.reboots).toBe(0);
});

test('a plug pulled during an uplink cut: back with a small uptime', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  const rx = router!.now.rxBytes;
  router!.fault('uplink-cut-plug-pulled', { seconds: 0.4 });
  const back = await router!.next('back');
  expect(back.rebooted).toBe(true);
  expect(router!.now.uptimeSeconds).toBeLessThan(2);
  expect(router!.now.rxBytes).toBeLessThan(rx / 100n);
});

test.each(['done', 'fin', 'rst', 'silence'] as const)(
  'a reboot in manner %s comes back with uptime 0',
  async (manner) => {
    await using fleet = await startFleet({ rebootSeconds: 0.3 });
    const [router] = fleet.routers;
    router!.set({ rebootManner: manner });
    await using client = await new RawClient(router!.port).login();
    client.bytes = Buffer.alloc(0);
    const back = router!.next('back');
    client.say('/system/reboot', '.tag=r');
    await router!.seen('/system/reboot');
    if (manner === 'done')
      await client.until((all) => all.some((words) => words[0] === '!done' && words.includes('.tag=r')));
    if (manner === 'silence') expect(await client.silent(150)).toBe(true);
    else expect(await client.end()).toBe(manner === 'rst' ? 'rst' : 'fin');
    expect(router!.now.reachable).toBe(false);
    expect(await back).toEqual({ rebooted: true });
    expect(router!.reboots).toBe(1);
    await using again = await new RawClient(router!.port).login();
    expect(await uptime(again)).toMatch(/^[0-2]s$/);
    expect(rowsOf(await again.ask('/log/print'))[0]!.message).toBe('router rebooted by admin');
  },
);

test('shutdown: nobody turns it on again but the power', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  await using client = await new RawClient(router!.port).login();
  client.say('/system/shutdown');
  await router!.seen('/system/shutdown');
  expect(router!.now.reachable).toBe(false);
  router!.fault('power-cut');
  router!.mend();
  expect(router!.now).toMatchObject({ reachable: true });
  expect(router!.now.uptimeSeconds).toBeLessThan(2);
});

test('a power cut within an uplink cut: the old connection is reset when the uplink returns', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  await using client = await new RawClient(router!.port).login();
  router!.fault('uplink-cut');
  router!.fault('power-cut');
  router!.mend('power-cut');
  expect(await client.silent(50)).toBe(true);
  router!.mend();
  expect(await client.end()).toBe('rst');
});

test('half-open: the old connection is mute for good, a new one is well', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  await using client = await new RawClient(router!.port).login();
  router!.fault('half-open');
  client.say('/system/identity/print');
  await using other = await new RawClient(router!.port).login();
  expect(await uptime(other)).toMatch(/\d[wdhms]$/);
  router!.mend();
  expect(await client.silent(100)).toBe(true);
});

test('cut at byte k: exactly k bytes, then FIN', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  for (const at of [0, 1, 7, 30]) {
    await using client = await new RawClient(router!.port).login();
    router!.fault('cut-at-byte', { at });
    client.bytes = Buffer.alloc(0);
    client.say('/system/resource/print');
    expect(await client.end()).toBe('fin');
    expect(client.bytes).toHaveLength(at);
    router!.mend();
  }
});

test('RST after k bytes, or with the first word', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  router!.fault('rst', { at: 20 });
  await using client = await new RawClient(router!.port).login();
  client.bytes = Buffer.alloc(0);
  client.say('/system/resource/print');
  expect(await client.end()).toBe('rst');
  expect(client.bytes.length).toBeLessThanOrEqual(20);
  router!.fault('rst');
  await using other = new RawClient(router!.port);
  other.say('/login');
  expect(await other.end()).toBe('rst');
});

test('byte by byte: the same answer in many pieces', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  router!.fault('byte-by-byte');
  await using client = await new RawClient(router!.port).login();
  const pieces: number[] = [];
  client.socket.on('data', (chunk) => pieces.push(chunk.length));
  expect(rowsOf(await client.ask('/system/identity/print'))).toEqual([{ name: 'desa-01' }]);
  expect(pieces.length).toBeGreaterThan(3);
});

test('slow link: an answer takes its latency, several at once take it once', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  await using client = await new RawClient(router!.port).login();
  router!.fault('slow-link', { latencyMs: 200, jitterMs: 0 });
  client.bytes = Buffer.alloc(0);
  const begun = performance.now();
  for (const tag of ['1', '2', '3']) client.say('/system/identity/print', `.tag=${tag}`);
  await client.until((all) => all.filter(([head]) => head === '!done').length === 3);
  const took = performance.now() - begun;
  expect(took).toBeGreaterThanOrEqual(195);
  expect(took).toBeLessThan(390);
});

test('silence after login', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  router!.fault('silence-after-login');
  await using client = await new RawClient(router!.port).login();
  client.say('/system/identity/print');
  expect(await client.silent(100)).toBe(true);
});

test('garbage length: an answer begins with a reserved byte', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  router!.fault('garbage-length');
  await using client = await new RawClient(router!.port).login();
  client.bytes = Buffer.alloc(0);
  client.say('/system/identity/print');
  while (client.bytes.length === 0) await client.silent(20);
  expect(client.bytes[0]).toBeGreaterThanOrEqual(0xf8);
});

const refusals: Record<
  'wrong-password' | 'session-limit' | 'refused',
  (router: SimRouter) => Promise<unknown>
> = {
  'wrong-password': async (router) => {
    await using client = new RawClient(router.port);
    return (await client.ask('/login', '=name=admin', '=password=simulator'))[0]![0];
  },
  'session-limit': async (router) => {
    await using client = new RawClient(router.port);
    return client.end().then((end) => end);
  },
  refused: (router) =>
    new Promise((resolve) =>
      connect(router.port, '127.0.0.1').on('error', (error: NodeJS.ErrnoException) => resolve(error.code)),
    ),
};

test.each<[kind: keyof typeof refusals, seen: string]>([
  ['wrong-password', '!trap'],
  ['session-limit', 'fin'],
  ['refused', 'ECONNREFUSED'],
])('%s ends the session at hand and shows as %s', async (kind, seen) => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  await using client = await new RawClient(router!.port).login();
  router!.fault(kind);
  await client.end();
  expect(await refusals[kind](router!)).toBe(seen);
  router!.mend();
  await using again = new RawClient(router!.port);
  await again.login();
});

test('access point dead: port without link, nobody on it; the router is well', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  router!.fault('access-point-dead');
  const port = router!.rows('/interface').find(({ comment }) => comment?.startsWith('AP'))!;
  expect(port).toMatchObject({ type: 'ether', running: 'false', 'link-downs': '1' });
  expect(router!.rows('/interface/wifi/registration-table')).toEqual([]);
  expect(router!.now).toMatchObject({ reachable: true, users: 0, accessPointRunning: false });
});

test.each<[kind: FaultKind, row: object]>([
  ['hotspot-invalid', { invalid: 'true', disabled: 'false' }],
  ['device-mode-blocked', { invalid: 'false', disabled: 'true' }],
])('%s shows in /ip/hotspot', async (kind, row) => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  router!.fault(kind);
  expect(router!.rows('/ip/hotspot')[0]).toMatchObject(row);
  expect(router!.rows('/system/device-mode')[0]!.hotspot).toBe(String(kind !== 'device-mode-blocked'));
  expect(router!.now).toMatchObject({ users: 0, hotspotOk: false });
});

test('high loss shows in pings, a wrong clock in the clock, and a fault mends itself', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  await using client = await new RawClient(router!.port).login();
  router!.fault('high-loss', { loss: 1, seconds: 0.5 });
  await using fresh = new RawClient(router!.port);
  expect(fresh.ended).toBeUndefined();
  router!.mend('high-loss');
  router!.fault('clock-wrong', { seconds: 0.2 });
  expect(router!.now.clock.getUTCFullYear()).toBe(1970);
  const before = Date.now();
  while (router!.faults.length > 0 && Date.now() - before < 3_000) await client.silent(20);
  expect(router!.now.clock.getUTCFullYear()).toBe(new Date().getUTCFullYear());
});
