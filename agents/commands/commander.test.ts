import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Command, RouterTarget } from '#contract/agent-link.ts';
import { type RebootManner, startFleet } from '../simulator/index.ts';
import { Commander, type Journal } from './commander.ts';

type Draft = Parameters<Journal['take']>[0];

async function startOne({
  target = {} as Partial<RouterTarget>,
  fleetOptions = {},
  journal = {} as Partial<Journal>,
} = {}) {
  const fleet = await startFleet({ past: false, links: false, rebootSeconds: 0.1, ...fleetOptions });
  const router = fleet.routers[0]!;
  router.addUser('tech', 'secret', ['read', 'api', 'reboot']);
  router.addUser('monitor', 'x', ['read', 'api']);
  const routerTarget: RouterTarget = {
    id: 1,
    name: router.name,
    host: router.address,
    port: router.port,
    tls: false,
    username: 'monitor',
    password: 'x',
    action: { username: 'tech', password: 'secret' },
    uplink: 'lte',
    via: 'direct',
    intervalMs: 30_000,
    deadlineMs: 5_000,
    ...target,
  };
  const entries: Draft[] = [];
  const sent: number[] = [];
  const errors: unknown[] = [];
  const taken = new Set<string>();
  const commander = new Commander({
    journal: {
      wasTaken: (id) => taken.has(id),
      take: (entry) => {
        taken.add(entry.actionId);
        entries.push(entry);
      },
      add: (entry) => entries.push(entry),
      ...journal,
    },
    target: (id) => (id === 1 ? routerTarget : undefined),
    tls: 'unverified',
    controllerNow: Date.now,
    onSent: (_id, uptimeSeconds) => sent.push(uptimeSeconds),
    onError: (error) => errors.push(error),
    answerMs: 400,
  });
  return {
    router,
    commander,
    entries,
    sent,
    errors,
    events: () => entries.map(({ event }) => event),
    async [Symbol.asyncDispose]() {
      commander.close();
      await fleet[Symbol.asyncDispose]();
    },
  };
}

const command = (expiresInMs = 60_000, routerId = 1): Command => ({
  id: randomUUID(),
  routerId,
  kind: 'reboot',
  mac: null,
  expiresAt: new Date(Date.now() + expiresInMs).toISOString(),
});

test.each<[manner: RebootManner, how: string]>([
  ['done', 'done'],
  ['fin', 'closed'],
  ['rst', 'closed'],
  ['silence', 'silence'],
])('a router that leaves by %s has acknowledged', async (manner, how) => {
  await using one = await startOne({ fleetOptions: { rebootSeconds: 3 } });
  one.router.set({ rebootManner: manner });
  const { uptimeSeconds } = one.router.now;
  one.commander.offer([command()]);
  await expect.poll(one.events, { timeout: 3_000 }).toEqual(['sent', 'acknowledged']);
  expect(one.entries.map((entry) => entry.detail)).toEqual([null, how]);
  expect(one.entries[0]?.uptimeSeconds).toBeCloseTo(uptimeSeconds, -1);
  expect(one.sent).toEqual([one.entries[0]?.uptimeSeconds]);
  expect(one.router.count('/system/reboot')).toBe(1);
});

test('it logs in with the account for actions, over a connection that is closed after it', async () => {
  await using one = await startOne();
  const login = one.router.next('login');
  const reboot = one.router.next('reboot');
  one.commander.offer([command()]);
  expect(await login).toMatchObject({ user: 'tech' });
  expect(await reboot).toMatchObject({ by: 'tech' });
  await expect.poll(() => one.router.connections).toBe(0);
});

test('without that account it uses the one for looking, and a missing right is told', async () => {
  await using one = await startOne({ target: { action: null } });
  one.commander.offer([command()]);
  await expect.poll(one.events).toEqual(['sent', 'failed']);
  expect(one.entries[1]?.detail).toBe('not enough permissions (9)');
  expect([one.router.reboots, one.sent]).toEqual([0, []]);
});

test('nothing leaves before it is written down, and nothing if it cannot be', async () => {
  const before: number[] = [];
  await using one = await startOne({
    journal: {
      take: () => {
        before.push(one.router.count('/system/reboot'));
        throw new Error('disk full');
      },
    },
  });
  one.commander.offer([command()]);
  await expect.poll(() => one.errors).toMatchObject([{ message: 'disk full' }]);
  await expect.poll(() => one.router.connections).toBe(0);
  expect([before, one.router.count('/system/reboot')]).toEqual([[0], 0]);
});

test('offered again and again, it is carried out once', async () => {
  await using one = await startOne();
  const same = command();
  for (let i = 0; i < 5; i++) one.commander.offer([same, same]);
  await expect.poll(one.events).toEqual(['sent', 'acknowledged']);
  await one.router.next('back', { withinMs: 5_000 }).catch(() => {});
  one.commander.offer([same]);
  await expect.poll(() => one.router.connections).toBe(0);
  expect([one.events().length, one.router.count('/system/reboot')]).toEqual([2, 1]);
});

test('a router that is away is tried until it is back', async () => {
  await using one = await startOne();
  one.router.fault('refused', { seconds: 1 });
  one.commander.offer([command()]);
  await expect.poll(one.events, { timeout: 8_000 }).toEqual(['sent', 'acknowledged']);
});

test.each<[why: string, expiresInMs: number, routerId: number]>([
  ['too old when it came', -1_000, 1],
  ['no such router here, until it expires', 300, 99],
])('%s: expired, and nothing is sent', async (_why, expiresInMs, routerId) => {
  await using one = await startOne();
  one.commander.offer([command(expiresInMs, routerId)]);
  await expect.poll(one.events, { timeout: 3_000 }).toEqual(['expired']);
  expect(one.router.count('/system/reboot')).toBe(0);
});

test('a router that stays away until the command expires: expired, with what was in the way', async () => {
  await using one = await startOne();
  one.router.fault('refused');
  one.commander.offer([command(500)]);
  await expect.poll(one.events, { timeout: 3_000 }).toEqual(['expired']);
  expect(one.entries[0]?.detail).toBe('refused: ECONNREFUSED');
});
