import { createHash } from 'node:crypto';
import { connect as connectTls } from 'node:tls';
import { expect, test } from 'vitest';
import { startFleet } from '../index.ts';
import { RawClient, rowsOf } from '../testing/raw-client.ts';

test('plain login, a print with .proplist, tag first and echoed last', async () => {
  await using fleet = await startFleet({ names: ['balai-desa'] });
  await using client = await new RawClient(fleet.routers[0]!.port).login();
  expect(await client.ask('.tag=a b', '/system/identity/print', '=.proplist=name,unknown')).toEqual([
    ['!re', '=name=balai-desa', '.tag=a b'],
    ['!done', '.tag=a b'],
  ]);
});

test('a wrong password is a trap and a done, and the connection stays', async () => {
  await using fleet = await startFleet();
  await using client = new RawClient(fleet.routers[0]!.port);
  expect(await client.ask('/login', '=name=admin', '=password=x', '.tag=1')).toEqual([
    ['!trap', '=message=invalid user name or password (6)', '.tag=1'],
    ['!done', '.tag=1'],
  ]);
  await client.login();
  expect(fleet.routers[0]!.rows('/log').map(({ message }) => message)).toContain(
    'login failure for user admin from 127.0.0.1 via api',
  );
});

test('before login nothing is answered but a fatal', async () => {
  await using fleet = await startFleet();
  await using client = new RawClient(fleet.routers[0]!.port);
  expect(await client.ask('/system/identity/print')).toEqual([['!fatal', 'not logged in']]);
  expect(await client.end()).toBe('fin');
});

test('6.49 knows the challenge login, 7.20 does not', async () => {
  await using fleet = await startFleet({ routers: 2, version: (i) => (i === 1 ? '6.49' : '7.20') });
  const [old, recent] = fleet.routers;
  await using client = new RawClient(old!.port);
  const [[, ret]] = (await client.ask('/login')) as [string[]];
  const challenge = Buffer.from(ret!.slice(5), 'hex');
  expect(challenge).toHaveLength(16);
  const md5 = createHash('md5').update('\0simulator').update(challenge).digest('hex');
  expect(await client.ask('/login', '=name=admin', `=response=00${md5}`)).toEqual([['!done']]);
  await using other = new RawClient(recent!.port);
  expect((await other.ask('/login'))[0]![0]).toBe('!trap');
});

test('a challenge is good once', async () => {
  await using fleet = await startFleet({ version: '6.49' });
  await using client = new RawClient(fleet.routers[0]!.port);
  const [[, ret]] = (await client.ask('/login')) as [string[]];
  const response = `=response=00${createHash('md5').update('\0simulator').update(ret!.slice(5), 'hex').digest('hex')}`;
  expect((await client.ask('/login', '=name=admin', response))[0]![0]).toBe('!done');
  expect((await client.ask('/login', '=name=admin', response))[0]![0]).toBe('!trap');
});

test.each<[version: string, words: string[], trap: string[]]>([
  ['7.20', ['/no/such/print'], ['!trap', '=category=0', '=message=no such command']],
  ['7.20', ['#'], ['!trap', '=category=0', '=message=no such command']],
  [
    '6.49',
    ['/interface/wifi/registration-table/print'],
    ['!trap', '=category=0', '=message=no such command prefix'],
  ],
  [
    '7.12',
    ['/interface/wifi/registration-table/print'],
    ['!trap', '=category=0', '=message=no such command'],
  ],
  [
    '7.20',
    ['/interface/print', '=colour=red'],
    ['!trap', '=category=0', '=message=unknown parameter colour'],
  ],
  ['7.20', ['/ip/hotspot/active/remove', '=.id=*FFFF'], ['!trap', '=category=0', '=message=no such item']],
  ['7.20', ['/system/identity/set', '=nome=x'], ['!trap', '=category=0', '=message=unknown parameter nome']],
  [
    '7.20',
    ['/interface/monitor-traffic', '=interface=ether99', '=once='],
    ['!trap', '=category=1', '=message=input does not match any value of interface'],
  ],
])('%s: %j traps', async (version, words, trap) => {
  await using fleet = await startFleet({ version });
  await using client = await new RawClient(fleet.routers[0]!.port).login();
  expect(await client.ask(...words)).toEqual([trap, ['!done']]);
});

test('!empty comes with 7.18 only', async () => {
  await using fleet = await startFleet({ routers: 2, version: (i) => (i === 1 ? '7.17' : '7.18') });
  const heard = fleet.routers.map(async ({ port }) => {
    await using client = await new RawClient(port).login();
    return await client.ask('/ip/hotspot/walled-garden/print', '.tag=z');
  });
  expect(await Promise.all(heard)).toEqual([
    [['!done', '.tag=z']],
    [
      ['!empty', '.tag=z'],
      ['!done', '.tag=z'],
    ],
  ]);
});

test('count-only, queries, and rows by id', async () => {
  await using fleet = await startFleet();
  await using client = await new RawClient(fleet.routers[0]!.port).login();
  expect(await client.ask('/user/group/print', '=count-only=')).toEqual([['!done', '=ret=3']]);
  expect(
    rowsOf(await client.ask('/user/group/print', '?name=read', '?name=full', '?#|', '=.proplist=name')),
  ).toEqual([{ name: 'read' }, { name: 'full' }]);
  expect(rowsOf(await client.ask('/user/group/print', '=.id=*2', '=.proplist=name'))).toEqual([
    { name: 'write' },
  ]);
  expect(rowsOf(await client.ask('/interface/print', '=stats=', '?type=bridge'))[0]).toHaveProperty(
    'rx-byte',
  );
});

test('add, set, remove, and what each answers', async () => {
  await using fleet = await startFleet();
  await using client = await new RawClient(fleet.routers[0]!.port).login();
  const [[head, ret]] = (await client.ask(
    '/ip/hotspot/user/add',
    '=name=ani',
    '=password=a=b',
    '=comment=',
  )) as [string[]];
  expect(head).toBe('!done');
  const id = ret!.slice(5);
  expect(id).toMatch(/^\*[0-9A-F]+$/);
  expect(rowsOf(await client.ask('/ip/hotspot/user/print', '?name=ani'))[0]).toMatchObject({
    '.id': id,
    password: 'a=b',
    comment: '',
    disabled: 'false',
  });
  expect(await client.ask('/ip/hotspot/user/set', `=.id=${id}`, '=disabled=yes')).toEqual([['!done']]);
  expect(rowsOf(await client.ask('/ip/hotspot/user/print', '?name=ani'))[0]).toMatchObject({
    disabled: 'true',
  });
  expect((await client.ask('/ip/hotspot/user/add', '=name=ani'))[0]).toContain(
    '=message=failure: already have user with this name for this server',
  );
  expect(await client.ask('/ip/hotspot/user/remove', `=.id=${id}`)).toEqual([['!done']]);
});

test('rights: a poller may read, not write, reboot, ping or see secrets', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  router!.addUser('monitor', 'm', ['read', 'api']);
  router!.add('/radius', { service: 'hotspot', address: '127.0.0.1', secret: 'geheim' });
  await using client = await new RawClient(router!.port).login('monitor', 'm');
  for (const command of [
    ['/system/reboot'],
    ['/ping', '=address=1.1.1.1', '=count=1'],
    ['/system/identity/set', '=name=x'],
    ['/user/add', '=name=x', '=group=full'],
  ])
    expect(await client.ask(...command)).toEqual([
      ['!trap', '=message=not enough permissions (9)'],
      ['!done'],
    ]);
  expect(rowsOf(await client.ask('/radius/print'))[0]!.secret).toBe('*****');
  expect(rowsOf(await client.ask('/user/print'))[0]).not.toHaveProperty('password');
  expect(router!.reboots).toBe(0);
});

test('a group without api, and an address that does not fit, are refused as a wrong password is', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  router!.addUser('noapi', 'x', ['read']);
  router!.addUser('elsewhere', 'x', undefined, '10.0.0.0/8');
  for (const name of ['noapi', 'elsewhere']) {
    await using client = new RawClient(router!.port);
    expect((await client.ask('/login', `=name=${name}`, '=password=x'))[0]).toContain(
      '=message=invalid user name or password (6)',
    );
  }
});

test('group set changes what it names, add denies what it does not; only new logins feel it', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  await using admin = await new RawClient(router!.port).login();
  await admin.ask('/user/group/add', '=name=sd', '=policy=read,api');
  await admin.ask('/user/add', '=name=ani', '=group=sd', '=password=p');
  await using ani = await new RawClient(router!.port).login('ani', 'p');
  await admin.ask('/user/group/set', '=.id=sd', '=policy=reboot,!read');
  const policy = rowsOf(await admin.ask('/user/group/print', '?name=sd'))[0]!.policy!.split(',');
  expect(policy).toContain('api');
  expect(policy).toContain('reboot');
  expect(policy).toContain('!read');
  expect(policy).toContain('!write');
  expect((await ani.ask('/system/identity/print'))[0]![0]).toBe('!re');
  await using again = await new RawClient(router!.port).login('ani', 'p');
  expect((await again.ask('/system/identity/print'))[0]![0]).toBe('!trap');
});

test('quit says farewell', async () => {
  await using fleet = await startFleet();
  await using client = await new RawClient(fleet.routers[0]!.port).login();
  expect(await client.ask('/quit')).toEqual([['!fatal', 'session terminated on request']]);
  expect(await client.end()).toBe('fin');
});

test('one session more than max-sessions is accepted and closed', async () => {
  await using fleet = await startFleet();
  fleet.routers[0]!.set({ maxSessions: 1 });
  await using first = await new RawClient(fleet.routers[0]!.port).login();
  await using second = new RawClient(fleet.routers[0]!.port);
  expect(await second.end()).toBe('fin');
  expect((await first.ask('/system/identity/print'))[0]![0]).toBe('!re');
});

test('a source that /ip/service does not list is accepted and closed', async () => {
  await using fleet = await startFleet();
  fleet.routers[0]!.change('/ip/service', { address: '10.9.0.0/24' }, ({ name }) => name === 'api');
  await using client = new RawClient(fleet.routers[0]!.port);
  expect(await client.end()).toBe('fin');
});

test('a reserved length byte or a giant word ends the connection, not the router', async () => {
  await using fleet = await startFleet();
  for (const bytes of [
    [0xfb, 1, 2],
    [0xef, 0xff, 0xff, 0xff],
  ]) {
    await using client = await new RawClient(fleet.routers[0]!.port).login();
    client.socket.write(Buffer.from(bytes));
    await client.end();
  }
  await using client = await new RawClient(fleet.routers[0]!.port).login();
  expect(client.ended).toBeUndefined();
});

test('api-ssl has a certificate of its own that can be pinned', async () => {
  await using fleet = await startFleet({ tlsPort: 0 });
  const socket = connectTls({ port: fleet.routers[0]!.tlsPort!, host: '127.0.0.1', ca: [fleet.certificate] });
  const heard = Promise.withResolvers<string>();
  socket.on('secureConnect', () =>
    socket.write(RawClient.sentence('/login', '=name=admin', '=password=simulator')),
  );
  socket.on('data', (bytes: Buffer) => heard.resolve(bytes.toString('latin1'))).on('error', heard.reject);
  expect(await heard.promise).toBe('\x05!done\0');
  expect(socket.authorized).toBe(true);
  socket.destroy();
});
