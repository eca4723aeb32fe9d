import { expect, test } from 'vitest';
import { startFleet } from '../index.ts';
import { RawClient, rowsOf } from '../testing/raw-client.ts';

const at = Date.UTC(2026, 10, 25, 6, 14, 28);
const open = async (version: string) => {
  const fleet = await startFleet({ version, now: () => at, past: false, routers: 4 });
  return { fleet, client: await new RawClient(fleet.routers[3]!.port).login() };
};

test.each<[version: string, clock: object]>([
  ['6.49', { time: '13:14:28', date: 'nov/25/2026', 'gmt-offset': '+07:00' }],
  ['7.8', { date: 'nov/25/2026' }],
  ['7.12', { date: '2026-11-25' }],
  ['7.20', { time: '13:14:28', date: '2026-11-25', 'time-zone-name': 'Asia/Jakarta' }],
])('%s shows the clock of WIB in its own form', async (version, clock) => {
  const { fleet, client } = await open(version);
  expect(rowsOf(await client.ask('/system/clock/print'))[0]).toMatchObject(clock);
  await fleet[Symbol.asyncDispose]();
});

test('health: one row in v6, rows of name, value and type in v7, nothing on boards without sensors', async () => {
  await using fleet = await startFleet({ routers: 24, version: (i) => (i <= 12 ? '6.49' : '7.12') });
  const shapes = fleet.routers.map((router) => router.rows('/system/health'));
  const [old, recent] = [shapes.slice(0, 12), shapes.slice(12)];
  expect(old.some((rows) => rows.length === 0)).toBe(true);
  for (const rows of old.filter(({ length }) => length > 0))
    expect(Object.keys(rows[0]!)).toEqual(['voltage', 'temperature']);
  for (const rows of recent) {
    expect(rows[0]).toMatchObject({ name: 'voltage', type: 'V' });
    expect(rows[1]).toMatchObject({ name: expect.stringMatching(/temperature$/) as string, type: 'C' });
    expect(Number(rows[1]!.value)).toBeGreaterThan(15);
  }
});

test.each<[version: string, known: string, unknown: string]>([
  ['6.49', '/interface/wireless/registration-table', '/interface/wifi/registration-table'],
  ['7.12', '/interface/wireless/registration-table', '/interface/wifi/registration-table'],
  ['7.20', '/interface/wifi/registration-table', '/interface/wireless/registration-table'],
  ['7.20', '/system/device-mode', '/caps-man/registration-table'],
  ['6.49', '/system/package', '/system/device-mode'],
])('%s has %s and not %s', async (version, known, unknown) => {
  const { fleet, client } = await open(version);
  expect((await client.ask(`${known}/print`)).at(-1)).toEqual(['!done']);
  expect((await client.ask(`${unknown}/print`))[0]![0]).toBe('!trap');
  await fleet[Symbol.asyncDispose]();
});

test('everything hangs together: stations, leases and hosts are the active users; access point mirrors the uplink', async () => {
  await using fleet = await startFleet({ version: '7.20', routers: 8 });
  for (const router of fleet.routers) {
    const active = router.rows('/ip/hotspot/active').map((row) => row['mac-address']);
    const of = (path: string): (string | undefined)[] => router.rows(path).map((row) => row['mac-address']);
    expect(of('/interface/wifi/registration-table')).toEqual(active);
    expect(of('/ip/hotspot/host')).toEqual(active);
    for (const mac of active) expect(of('/ip/dhcp-server/lease')).toContain(mac);
    const rows = router.rows('/interface');
    const uplink = rows.find(({ comment }) => comment === 'uplink')!;
    const port = rows.find(({ comment }) => comment?.startsWith('AP'))!;
    expect(port).toMatchObject({ type: 'ether', running: 'true' });
    expect(Math.abs(Number(port['tx-byte']) - Number(uplink['rx-byte']))).toBeLessThan(200_000);
    expect(BigInt(uplink['rx-byte']!)).toBeGreaterThan(2n ** 25n);
    expect(router.now.users).toBe(active.length);
  }
});

test('lte: monitor in v7, info in v6, and only where there is a modem', async () => {
  await using fleet = await startFleet({ routers: 12, version: (i) => (i <= 10 ? '7.20' : '6.49') });
  const heads = new Set<string>();
  for (const router of fleet.routers) {
    await using client = await new RawClient(router.port).login();
    const has = router.rows('/interface').some(({ type }) => type === 'lte');
    const heard = await client.ask('/interface/lte/monitor', '=numbers=lte1', '=once=', '=.proplist=status');
    heads.add(`${router.version} ${has} ${heard[0]![0]}`);
  }
  expect(heads).toEqual(new Set(['7.20 true !re', '7.20 false !trap', '6.49 false !trap']));
});

test('files: up to 60 KB by the API, gone at reboot unless in flash', async () => {
  await using fleet = await startFleet({ rebootSeconds: 0.1 });
  const router = fleet.routers[0]!;
  await using client = await new RawClient(router.port).login();
  const half = 'x'.repeat(10_000);
  expect((await client.ask('/file/add', '=name=flash/sinyal/rlogin.html', `=contents=${half}`))[0]![0]).toBe(
    '!done',
  );
  await client.ask('/file/add', '=name=ram.txt', '=contents=a');
  expect(rowsOf(await client.ask('/file/print', '?name=flash/sinyal/rlogin.html'))[0]).toMatchObject({
    size: '10000',
    contents: half,
    type: '.html file',
  });
  expect((await client.ask('/file/set', '=.id=ram.txt', '=contents=bc'))[0]![0]).toBe('!done');
  expect(rowsOf(await client.ask('/file/print', '?name=ram.txt', '=.proplist=size,contents'))).toEqual([
    { size: '2', contents: 'bc' },
  ]);
  expect((await client.ask('/file/add', '=name=ram.txt'))[0]![0]).toBe('!trap');
  const back = router.next('back');
  client.say('/system/reboot');
  await back;
  expect(router.rows('/file').map(({ name }) => name)).toEqual([
    'flash',
    'flash/hotspot',
    'flash/sinyal/rlogin.html',
  ]);
});

test('contents beyond 60 KB are refused', async () => {
  await using fleet = await startFleet();
  await using client = await new RawClient(fleet.routers[0]!.port).login();
  const word = `=contents=${'x'.repeat(61_441)}`;
  const head = Buffer.from([0xc0, word.length >> 8, word.length & 255]);
  client.bytes = Buffer.alloc(0);
  client.socket.write(
    Buffer.concat([
      RawClient.sentence('/file/add', '=name=a').subarray(0, -1),
      head,
      Buffer.from(word),
      Buffer.of(0),
    ]),
  );
  const heard = await client.until((all) => all.at(-1)?.[0] === '!done');
  expect(heard[0]).toContain('=message=failure: contents too long');
});

test('hotspot disabled by the API: residents leave, and come back when it is enabled', async () => {
  await using fleet = await startFleet();
  const router = fleet.routers[0]!;
  await using client = await new RawClient(router.port).login();
  await client.ask('/ip/hotspot/disable', '=.id=hotspot1');
  expect(router.now).toMatchObject({ users: 0, hotspotOk: false });
  expect(rowsOf(await client.ask('/ip/hotspot/print'))[0]).toMatchObject({
    disabled: 'true',
    invalid: 'false',
  });
  await client.ask('/ip/hotspot/enable', '=numbers=hotspot1');
  expect(router.now.hotspotOk).toBe(true);
});

test('identity set through the API is the name everywhere', async () => {
  await using fleet = await startFleet();
  await using client = await new RawClient(fleet.routers[0]!.port).login();
  expect(await client.ask('/system/identity/set', '=name=sd-7f3a')).toEqual([['!done']]);
  expect(fleet.routers[0]!.name).toBe('sd-7f3a');
});
