import { expect, test } from 'vitest';
import { disconnect, RouterLink } from '../routeros/index.ts';
import { startFleet } from '../simulator/index.ts';
import { browse } from '../simulator/testing/browse.ts';
import { Commander } from './commander.ts';

const fleetOptions = { past: false, links: false, residents: 0 } as const;

async function withPhone() {
  const fleet = await startFleet(fleetOptions);
  const router = fleet.routers[0]!;
  router.addUser('tech', 'secret', ['read', 'write', 'api']);
  router.addUser('monitor', 'x', ['read', 'api']);
  router.add('/ip/hotspot/user', { name: 'ani', password: 'x' });
  await browse(router.httpPort!, `http://desa01.localhost:${router.httpPort}/login?username=ani&password=x`);
  const mac = router.rows('/ip/hotspot/active')[0]!['mac-address']!;
  const link = (username: string, password: string) =>
    RouterLink.open({
      host: router.address,
      port: router.port,
      username,
      password,
      tls: false,
      deadlineMs: 5_000,
    });
  return { fleet, router, mac, link, [Symbol.asyncDispose]: () => fleet[Symbol.asyncDispose]() };
}

test('the phone’s session is ended, and that it is gone is looked at', async () => {
  await using one = await withPhone();
  const link = await one.link('tech', 'secret');
  expect(await disconnect(link, one.mac, 2_000)).toEqual({ event: 'acknowledged', how: 'gone' });
  expect(one.router.rows('/ip/hotspot/active')).toEqual([]);
  expect(await disconnect(link, one.mac, 2_000)).toEqual({ event: 'acknowledged', how: 'was-gone' });
  link.close();
});

test('without the right it fails, in the router’s words, and the phone stays', async () => {
  await using one = await withPhone();
  const link = await one.link('monitor', 'x');
  expect(await disconnect(link, one.mac, 2_000)).toMatchObject({
    event: 'failed',
    detail: /not enough permissions/,
  });
  expect(one.router.rows('/ip/hotspot/active')).toHaveLength(1);
  link.close();
});

test('another phone is not touched', async () => {
  await using one = await withPhone();
  const link = await one.link('tech', 'secret');
  expect(await disconnect(link, '02:00:00:00:00:77', 2_000)).toEqual({
    event: 'acknowledged',
    how: 'was-gone',
  });
  expect(one.router.rows('/ip/hotspot/active')).toHaveLength(1);
  link.close();
});

test('as a command it is written down before, and told after; no reboot is waited for', async () => {
  await using one = await withPhone();
  const events: string[] = [];
  const sent: number[] = [];
  const commander = new Commander({
    journal: {
      wasTaken: () => false,
      take: ({ event }) => events.push(event),
      add: ({ event, detail }) => events.push(`${event} ${detail}`),
    },
    target: () => ({
      id: 1,
      name: one.router.name,
      host: one.router.address,
      port: one.router.port,
      tls: false,
      username: 'monitor',
      password: 'x',
      action: { username: 'tech', password: 'secret' },
      uplink: 'lte',
      via: 'direct',
      intervalMs: 30_000,
      deadlineMs: 5_000,
    }),
    tls: 'unverified',
    controllerNow: Date.now,
    onSent: (_id, uptime) => sent.push(uptime),
    onError: (error) => events.push(String(error)),
  });
  const expiresAt = new Date(Date.now() + 30_000).toISOString();
  commander.offer([{ id: crypto.randomUUID(), routerId: 1, kind: 'disconnect', mac: one.mac, expiresAt }]);
  await expect.poll(() => events).toEqual(['sent', 'acknowledged gone']);
  expect(sent).toEqual([]);
  expect(one.router.count('/system/reboot')).toBe(0);
  commander.close();
});
