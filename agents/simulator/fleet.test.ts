import { expect, test } from 'vitest';
import { startFleet } from './index.ts';
import { browse } from './testing/browse.ts';
import { RawClient } from './testing/raw-client.ts';

test('each router has an address of its own when asked; its pages stay where browsers look for .localhost', async () => {
  await using fleet = await startFleet({ routers: 2, host: 'own' });
  const [first, second] = fleet.routers;
  expect([first!.address, second!.address]).toEqual(['127.44.0.1', '127.44.0.2']);
  await using client = await new RawClient(second!.port, '127.44.0.2').login();
  expect((await client.ask('/system/identity/print'))[0]).toEqual(['!re', '=name=desa-02']);
  const seen = await browse(second!.httpPort!, 'http://example.com/');
  expect(seen.location).toContain(`http://desa02.localhost:${second!.httpPort}/login`);
});

test('names and values beyond ASCII are UTF-8 on the wire and text in the handle', async () => {
  await using fleet = await startFleet({ names: ['Désa'] });
  const [router] = fleet.routers;
  router!.add('/ip/hotspot/user', { name: 'Bu Sri ☂' });
  await using client = await new RawClient(router!.port).login();
  const [[, name]] = (await client.ask('/system/identity/print')) as [string[]];
  expect(Buffer.from(name!, 'latin1').toString('utf8')).toBe('=name=Désa');
  expect(router!.name).toBe('Désa');
  expect(router!.rows('/ip/hotspot/user').at(-1)!.name).toBe('Bu Sri ☂');
});

test('ports follow each other from a base, and one that is taken is told', async () => {
  await using first = await startFleet({ hotspotPort: false });
  const { port } = first.routers[0]!;
  await expect(startFleet({ basePort: port, hotspotPort: false })).rejects.toMatchObject({
    code: 'EADDRINUSE',
    port,
  });
});

test('same seed, same fleet; another seed, another', async () => {
  const at = Date.now();
  const facts = async (seed: number) => {
    await using fleet = await startFleet({ seed, now: () => at });
    const { serial, now } = fleet.routers[0]!;
    return { serial, now };
  };
  expect(await facts(5)).toEqual(await facts(5));
  expect((await facts(6)).serial).not.toBe((await facts(5)).serial);
});

test('waiting for what does not come says what was awaited', async () => {
  await using fleet = await startFleet();
  const [router] = fleet.routers;
  await expect(router!.next('reboot', { withinMs: 20 })).rejects.toThrow("desa-01: no 'reboot' within 20 ms");
  await expect(router!.seen('/system/reboot', { withinMs: 20 })).rejects.toThrow(
    '/system/reboot ran 0 times',
  );
});
