import { expect, test } from 'vitest';
import { startFleet } from '../index.ts';
import { RawClient, rowsOf } from '../testing/raw-client.ts';

test('prints go on while another tag monitors; cancel interrupts that one alone', async () => {
  await using fleet = await startFleet();
  await using client = await new RawClient(fleet.routers[0]!.port).login();
  client.bytes = Buffer.alloc(0);
  client.say('/interface/monitor-traffic', '=interface=ether1,wifi1', '=interval=0.1s', '.tag=m');
  await client.until((all) => all.filter((words) => words.includes('.tag=m')).length >= 4);
  client.say('/system/identity/print', '.tag=p');
  await client.until((all) => all.some((words) => words[0] === '!done' && words.includes('.tag=p')));
  client.bytes = Buffer.alloc(0);
  client.say('/cancel', '=tag=m', '.tag=c');
  const heard = await client.until((all) =>
    all.some((words) => words[0] === '!done' && words.includes('.tag=m')),
  );
  expect(heard.slice(-3)).toEqual([
    ['!trap', '=category=2', '=message=interrupted', '.tag=m'],
    ['!done', '.tag=c'],
    ['!done', '.tag=m'],
  ]);
});

test('long prints that were asked together come in turns', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  for (let i = 0; i < 100; i++) router!.add('/ip/hotspot/user', { name: `u${i}` });
  await using client = await new RawClient(router!.port).login();
  client.bytes = Buffer.alloc(0);
  const ask = (tag: string): Buffer => RawClient.sentence('/ip/hotspot/user/print', `.tag=${tag}`);
  client.socket.write(Buffer.concat([ask('a'), ask('b')]));
  const heard = await client.until((all) => all.filter(([head]) => head === '!done').length === 2);
  const firstOfB = heard.findIndex((words) => words.includes('.tag=b'));
  const doneOfA = heard.findIndex((words) => words[0] === '!done' && words.includes('.tag=a'));
  expect(heard).toHaveLength(204);
  expect(firstOfB).toBeLessThan(doneOfA);
});

test('ping with a count ends itself, row by row', async () => {
  await using fleet = await startFleet();
  await using client = await new RawClient(fleet.routers[0]!.port).login();
  const rows = rowsOf(await client.ask('/ping', '=address=1.1.1.1', '=count=3', '=interval=0.01s'));
  expect(rows).toHaveLength(3);
  expect(rows[2]).toMatchObject({ seq: '2', sent: '3', received: '3', 'packet-loss': '0' });
  expect(rows[2]!.time).toMatch(/^\d+ms\d+us$/);
});

test('listen tells what changes and what dies', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  await using client = await new RawClient(router!.port).login();
  client.bytes = Buffer.alloc(0);
  client.say('/ip/hotspot/user/listen', '=.proplist=name', '.tag=l');
  client.say('/ip/hotspot/user/add', '=name=baru');
  const [[, ret]] = (await client.until((all) => all.some(([head]) => head === '!done'))) as [string[]];
  const id = ret!.slice(5);
  await client.until((all) => all.some((words) => words[0] === '!re' && words.includes('=name=baru')));
  client.say('/ip/hotspot/user/remove', `=.id=${id}`);
  await client.until((all) =>
    all.some((words) => words.includes('=.dead=yes') && words.includes(`=.id=${id}`)),
  );
});

test('a monitor with a duration repeats its rows by section and ends', async () => {
  await using fleet = await startFleet();
  await using client = await new RawClient(fleet.routers[0]!.port).login();
  const heard = await client.ask(
    '/interface/monitor-traffic',
    '=interface=ether2,bridge-hotspot',
    '=interval=0.02s',
    '=duration=0.05s',
  );
  expect(rowsOf(heard).map((row) => [row.name, row['.section']])).toEqual([
    ['ether2', '0'],
    ['bridge-hotspot', '0'],
    ['ether2', '1'],
    ['bridge-hotspot', '1'],
    ['ether2', '2'],
    ['bridge-hotspot', '2'],
  ]);
});
