import { expect, test } from 'vitest';
import { type Fleet, type FleetOptions, startFleet } from '../index.ts';
import { browse } from '../testing/browse.ts';
import { type Answer, attribute, type Heard, mikrotik, RadiusServer } from '../testing/radius-server.ts';

const SECRET = 'rahasia-router-1';

async function start(server: RadiusServer, options: FleetOptions = {}, timeoutMs = 150): Promise<Fleet> {
  const port = await server.listen();
  return startFleet({
    residents: 0,
    names: ['nas-7'],
    radius: { host: '127.0.0.1', authPort: port, acctPort: port, secret: SECRET, timeoutMs },
    ...options,
  });
}

const isAccess = ({ code }: Heard): boolean => code === 1;
const account =
  (status: number) =>
  (packet: Heard): boolean =>
    packet.code === 4 && packet.number('40') === status;
const accept =
  (attributes: Buffer): ((packet: Heard) => Answer) =>
  ({ code }) =>
    code === 4 ? { code: 5 } : { code: 2, attributes };

test('an Access-Request says who, where and through which port, signed', async () => {
  await using server = new RadiusServer(SECRET);
  await using fleet = await start(server);
  const router = fleet.routers[0]!;
  router.change('/ip/hotspot/profile', { 'login-by': 'http-pap' });
  router.change('/radius', { 'src-address': router.tunnelAddress });
  await using phone = await router.phone({ mac: '02:11:22:33:44:55' });
  await browse(
    phone.port,
    `${phone.url}/login?username=${phone.mac}&password=tiket-0123456789abcdef&radius31=FF:FF&radius11-14988u=7`,
  );
  const heard = await server.until(isAccess);
  expect(heard).toMatchObject({
    signed: true,
    password: 'tiket-0123456789abcdef',
    from: router.tunnelAddress,
  });
  expect(heard.text('1')).toBe('02:11:22:33:44:55');
  expect(heard.text('32')).toBe('nas-7');
  expect(heard.attributes.get('4')).toEqual([
    Buffer.from(router.tunnelAddress.split('.').map(Number)).toString('hex'),
  ]);
  expect(heard.number('5')! >= 2 ** 31).toBe(true);
  expect(heard.number('6')).toBe(1);
  expect(heard.number('61')).toBe(19);
  expect(heard.text('30')).toBe('hotspot1');
  expect(heard.text('44')).toMatch(/^80[0-9a-f]{6}$/);
  expect(heard.attributes.get('8')).toEqual(heard.attributes.get('14988/10'));
  expect(heard.text('14122/3')).toContain('/logout');
  // fields of the form are added by the router unseen
  expect(heard.attributes.get('31')!.map((value) => Buffer.from(value, 'hex').toString())).toEqual([
    '02:11:22:33:44:55',
    'FF:FF',
  ]);
  expect(heard.number('14988/11')).toBe(7);
});

test('an Accept lets in with its limits, accounting runs Start, Interim, Stop with Class', async () => {
  await using server = new RadiusServer(SECRET);
  server.answer = accept(
    Buffer.concat([
      attribute(27, 3_600),
      attribute(28, 1_200),
      attribute(85, 1),
      attribute(25, 'kelas-1'),
      mikrotik(8, '512k/4M'),
      mikrotik(17, 1_000_000),
      mikrotik(18, 2),
    ]),
  );
  await using fleet = await start(server);
  const router = fleet.routers[0]!;
  await using phone = await router.phone();
  phone.use({ down: 100_000, up: 20_000 });
  await browse(phone.port, `${phone.url}/login?username=${phone.mac}&password=t`);
  expect(router.rows('/ip/hotspot/active')[0]).toMatchObject({
    radius: 'true',
    'login-by': 'mac',
    'session-time-left': expect.stringMatching(/^(1h|59m59s)$/) as string,
    'idle-timeout': '20m',
    'limit-bytes-total': String(2 * 2 ** 32 + 1_000_000),
  });
  const begun = await server.until(account(1));
  const access = await server.until(isAccess);
  expect(begun.text('44')).toBe(access.text('44'));
  expect(begun.text('25')).toBe('kelas-1');
  expect(begun.number('45')).toBe(1);
  const interim = await server.until(account(3), 4_000);
  expect(interim.number('46')).toBeGreaterThanOrEqual(1);
  expect(interim.number('43')).toBeGreaterThan(interim.number('42')!);
  expect(interim.number('52')).toBe(0);
  await browse(phone.port, `${phone.url}/logout`);
  const stop = await server.until(account(2));
  expect(stop.number('49')).toBe(1);
  expect(stop.text('25')).toBe('kelas-1');
  expect(stop.number('43')).toBeGreaterThanOrEqual(interim.number('43')!);
});

test('the rate limit holds the phone', async () => {
  await using server = new RadiusServer(SECRET);
  server.answer = accept(mikrotik(8, '8k/16k'));
  await using fleet = await start(server);
  const router = fleet.routers[0]!;
  await using phone = await router.phone();
  phone.use({ down: 1_000_000, up: 1_000_000 });
  await phone.associate();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const row = router.rows('/ip/hotspot/active')[0]!;
  expect(Number(row['bytes-in'])).toBeLessThan(1_000);
  expect(Number(row['bytes-out'])).toBeLessThan(2_000);
  expect(Number(row['bytes-out'])).toBeGreaterThan(400);
});

test.each<[reply: Buffer | undefined, shown: string]>([
  [attribute(18, 'SD-QUOTA'), 'SD-QUOTA'],
  [undefined, 'invalid username or password'],
])('a Reject shows its Reply-Message, else the shipped text', async (attributes, shown) => {
  await using server = new RadiusServer(SECRET);
  server.answer = ({ code }) =>
    code === 4 ? { code: 5 } : { code: 3, ...(attributes ? { attributes } : {}) };
  await using fleet = await start(server);
  const router = fleet.routers[0]!;
  await using phone = await router.phone();
  const seen = await browse(phone.port, `${phone.url}/login?username=${phone.mac}&password=t`);
  expect(seen.body).toContain(`<p class="error">${shown}</p>`);
  expect(phone.online).toBe(false);
});

test('a local user of the name wins, RADIUS is not asked', async () => {
  await using server = new RadiusServer(SECRET);
  await using fleet = await start(server);
  const router = fleet.routers[0]!;
  router.change('/ip/hotspot/profile', { 'login-by': 'http-pap' });
  router.add('/ip/hotspot/user', { name: 'kades', password: 'p' });
  await using phone = await router.phone();
  await browse(phone.port, `${phone.url}/login?username=kades&password=p`);
  expect(phone.online).toBe(true);
  await server.until(account(1));
  expect(server.heard.filter(isAccess)).toHaveLength(0);
});

test('Port-Limit: so many phones of one name, the next is refused', async () => {
  await using server = new RadiusServer(SECRET);
  server.answer = accept(attribute(62, 2));
  await using fleet = await start(server);
  const router = fleet.routers[0]!;
  router.change('/ip/hotspot/profile', { 'login-by': 'http-pap' });
  const online: boolean[] = [];
  for (let i = 0; i < 3; i++) {
    const phone = await router.phone();
    await browse(phone.port, `${phone.url}/login?username=keluarga&password=v`);
    online.push(phone.online);
  }
  expect(online).toEqual([true, true, false]);
});

test('no answer: three sends with one id and authenticator, then radius-timeout, counted', async () => {
  await using server = new RadiusServer(SECRET);
  server.answer = () => undefined;
  await using fleet = await start(server);
  const router = fleet.routers[0]!;
  router.change('/ip/hotspot/profile', { 'login-by': 'http-pap' });
  await using phone = await router.phone();
  const seen = await browse(phone.port, `${phone.url}/login?username=${phone.mac}&password=t`);
  expect(seen.body).toContain('RADIUS server is not responding');
  expect(server.heard).toHaveLength(3);
  expect(new Set(server.heard.map(({ id, authenticator }) => `${id} ${authenticator}`)).size).toBe(1);
  expect(await monitor(router.port)).toMatchObject({
    requests: '1',
    accepts: '0',
    timeouts: '1',
    resends: '2',
    pending: '0',
  });
});

test.each<[version: string, sign: Answer['sign'], online: boolean, bad: string]>([
  ['7.20', true, true, '0'],
  ['7.20', false, false, '3'],
  ['7.20', 'wrong', false, '3'],
  ['7.20', 'forged', false, '3'],
  ['7.12', false, true, '0'],
  ['7.12', 'forged', false, '3'],
  ['6.49', false, true, '0'],
])('%s with an answer signed %s: online %s', async (version, sign, online, bad) => {
  await using server = new RadiusServer(SECRET);
  server.answer = ({ code }) => (code === 4 ? { code: 5 } : { code: 2, sign: sign! });
  await using fleet = await start(server, { version }, 60);
  const router = fleet.routers[0]!;
  await using phone = await router.phone();
  expect(await phone.associate()).toBe(online);
  expect((await server.until(isAccess)).signed).toBe(version === '7.20');
  expect(await monitor(router.port)).toMatchObject({ 'bad-replies': bad });
});

test('an accounting retry tells its delay and so has a new id', async () => {
  await using server = new RadiusServer(SECRET);
  let first = true;
  server.answer = (packet) => {
    if (packet.code !== 4) return { code: 2 };
    if (first) {
      first = false;
      return undefined;
    }
    return { code: 5 };
  };
  await using fleet = await start(server, {}, 600);
  await using phone = await fleet.routers[0]!.phone();
  const done = fleet.routers[0]!.next('radius', { where: ({ what }) => what === 'start' });
  await phone.associate();
  expect((await done).outcome).toBe('answered');
  const [one, two] = server.heard.filter(account(1));
  expect([one!.number('41'), two!.number('41')]).toEqual([0, 1]);
  expect(two!.id).not.toBe(one!.id);
  expect(two!.authenticator).not.toBe(one!.authenticator);
});

test('radius-unanswered: nothing is sent, and the counters of the router tell it without any phone', async () => {
  await using server = new RadiusServer(SECRET);
  await using fleet = await start(server);
  const router = fleet.routers[0]!;
  router.fault('radius-unanswered');
  const during = await monitor(router.port);
  expect(Number(during.timeouts)).toBeGreaterThan(0);
  expect(during.accepts).toBe('0');
  await using phone = await router.phone();
  expect(await phone.associate()).toBe(false);
  expect(server.heard).toHaveLength(0);
  router.mend();
  expect(Number((await monitor(router.port)).timeouts)).toBeGreaterThanOrEqual(Number(during.timeouts));
  expect(await phone.associate()).toBe(true);
});

test('a remembered phone is let in by its MAC on joining, and moves to the next router', async () => {
  await using server = new RadiusServer(SECRET);
  await using fleet = await start(server, { routers: 2, names: ['a', 'b'] });
  const phone = await fleet.routers[0]!.phone();
  expect(await phone.associate()).toBe(true);
  expect(phone.loginBy).toBe('mac');
  await using moved = await phone.roam(fleet.routers[1]!);
  expect(moved).toMatchObject({ mac: phone.mac, online: true });
  expect(server.heard.filter(isAccess).map((packet) => packet.text('32'))).toEqual(['a', 'b']);
});

test('a commanded reboot closes its sessions, a power cut cannot', async () => {
  await using server = new RadiusServer(SECRET);
  await using fleet = await start(server, { rebootSeconds: 0.2 });
  const router = fleet.routers[0]!;
  await using phone = await router.phone();
  await phone.associate();
  await server.until(account(1));
  const { RawClient } = await import('../testing/raw-client.ts');
  await using client = await new RawClient(router.port).login();
  const back = router.next('back');
  client.say('/system/reboot');
  expect((await server.until(account(2))).number('49')).toBe(7);
  await back;
  await phone.associate();
  const before = server.heard.filter(account(2)).length;
  router.fault('power-cut');
  router.mend();
  expect(phone.online).toBe(false);
  await phone.associate();
  await server.until((packet) => account(1)(packet) && packet !== server.heard.find(account(1)));
  expect(server.heard.filter(account(2))).toHaveLength(before);
});

async function monitor(port: number): Promise<Record<string, string>> {
  const { RawClient, rowsOf } = await import('../testing/raw-client.ts');
  await using client = await new RawClient(port).login();
  return rowsOf(await client.ask('/radius/monitor', '=.id=*1', '=once='))[0]!;
}
