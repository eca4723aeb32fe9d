import { expect, test } from 'vitest';
import type { RouterTarget } from '#contract/agent-link.ts';
import { type Fleet, startFleet } from '../simulator/index.ts';
import { type LookDraft, Poller } from './poller.ts';
import { Proof, type Ways } from './proof.ts';
import { targetOf } from './testing-target.ts';

type Look = LookDraft & { readonly urgent: boolean };

function startPoller(fleet: Fleet, canaries: 'given' | 'none' | 'missing' = 'given') {
  const looks: Look[] = [];
  const waiting = new Set<() => void>();
  const point = (name: 'canary-a' | 'canary-b' | 'hub') => ({
    owner: name,
    host: fleet.link(name).host,
    port: fleet.link(name).port,
  });
  const ways: Ways = {
    canaries: canaries === 'given' ? [point('canary-a'), point('canary-b')] : canaries,
    hub: point('hub'),
  };
  const errors: unknown[] = [];
  const poller = new Poller({
    proof: new Proof(ways, 1_000),
    tls: 'unverified',
    onError: (error) => errors.push(error),
    record: (look, urgent) => {
      looks.push({ ...look, urgent });
      for (const tell of [...waiting]) tell();
    },
  });
  return {
    poller,
    looks,
    of: (id: number) => looks.filter((look) => look.routerId === id),
    /** Resolves with the first look after now that `where` accepts. */
    next(where: (look: Look) => boolean, withinMs = 10_000): Promise<Look> {
      const from = looks.length;
      return new Promise((resolve, reject) => {
        const tell = (): void => {
          const found = looks.slice(from).find(where);
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(tell);
          resolve(found);
        };
        const timer = setTimeout(() => reject(new Error(`no such look within ${withinMs} ms`)), withinMs);
        waiting.add(tell);
      });
    },
    [Symbol.dispose]() {
      poller.close();
      expect(errors).toEqual([]);
    },
  };
}

const quick = { intervalMs: 1_000, deadlineMs: 500 };
const targets = (fleet: Fleet, more: Partial<RouterTarget> = quick) =>
  fleet.routers.map((router) => targetOf(router, more));

test.concurrent('a router that hangs delays no other', async () => {
  await using fleet = await startFleet({ routers: 4, past: false });
  using world = startPoller(fleet);
  fleet.routers[0]!.fault('uplink-cut');
  world.poller.assign([
    targetOf(fleet.routers[0]!, { intervalMs: 1_000, deadlineMs: 4_000 }),
    ...targets(fleet).slice(1),
  ]);
  await world.next((look) => look.routerId === 1);
  for (const id of [2, 3, 4]) expect(world.of(id).length).toBeGreaterThanOrEqual(3);
  expect(world.poller.lateness.now.max).toBeLessThan(300);
  expect(world.of(1)[0]).toMatchObject({ outcome: 'timeout', urgent: true, reading: null });
});

test.each<
  [
    why: string,
    cut: ('canary-a' | 'canary-b' | 'hub')[],
    canaries: 'given' | 'none' | 'missing',
    direct: string,
    hub: string,
  ]
>([
  ['provider and hub alive', [], 'given', 'timeout', 'timeout'],
  ['gateway alive, provider dead', ['canary-a', 'canary-b', 'hub'], 'given', 'not-looked', 'not-looked'],
  ['provider alive, hub dead', ['hub'], 'given', 'timeout', 'not-looked'],
  ['one owner dead', ['canary-b'], 'given', 'not-looked', 'not-looked'],
  ['nobody said how to prove', [], 'missing', 'not-looked', 'not-looked'],
  ['own network, hub dead', ['hub'], 'none', 'timeout', 'not-looked'],
])('%s: all routers silent at once', async (_why, cut, canaries, direct, hub) => {
  await using fleet = await startFleet({ routers: 4, past: false });
  for (const name of cut) await fleet.link(name).cut();
  for (const router of fleet.routers) router.fault('power-cut');
  using world = startPoller(fleet, canaries);
  world.poller.assign(
    fleet.routers.map((router, i) => targetOf(router, { ...quick, via: i < 2 ? 'direct' : 'hub' })),
  );
  await Promise.all([1, 2, 3, 4].map((id) => world.next((look) => look.routerId === id)));
  expect([1, 2, 3, 4].map((id) => world.of(id)[0]?.outcome)).toEqual([direct, direct, hub, hub]);
  const [first] = world.of(1);
  expect(first?.detail).toContain(direct === 'timeout' ? 'no login within' : 'no proof of the way out');
});

test.concurrent('a change is urgent, sameness is not', async () => {
  await using fleet = await startFleet({ past: false });
  const [router] = fleet.routers;
  using world = startPoller(fleet);
  world.poller.assign(targets(fleet));
  await world.next((look) => !look.urgent);
  expect(world.looks.map((look) => look.urgent)).toEqual([true, false]);
  router!.fault('power-cut', { seconds: 0.3 });
  await router!.next('back');
  const after = await world.next((look) => look.outcome === 'answered');
  expect(after).toMatchObject({ urgent: true, reading: { uptimeSeconds: expect.closeTo(0, -1) } });
});

test.concurrent('a refused password is not tried again, until the assignment changes', async () => {
  await using fleet = await startFleet({ past: false });
  const [router] = fleet.routers;
  const refused: unknown[] = [];
  void router!.next('login-refused', { where: (value) => refused.push(value) > 99 }).catch(() => {});
  using world = startPoller(fleet);
  world.poller.assign(targets(fleet, { ...quick, password: 'old' }));
  expect(await world.next(() => true)).toMatchObject({ outcome: 'auth-failed' });
  const other = targetOf(router!, { ...quick, id: 77, intervalMs: 1_500 });
  world.poller.assign([...targets(fleet, { ...quick, password: 'old' }), other]);
  await world.next((look) => look.routerId === 77 && !look.urgent);
  expect(refused).toHaveLength(1);
  world.poller.assign(targets(fleet));
  expect(await world.next((look) => look.routerId === 1, 3_000)).toMatchObject({ outcome: 'answered' });
});

test.concurrent('a router that is taken away is left alone, and its connection closed', async () => {
  await using fleet = await startFleet({ routers: 2, past: false });
  using world = startPoller(fleet);
  world.poller.assign(targets(fleet));
  await Promise.all([world.next((look) => look.routerId === 1), world.next((look) => look.routerId === 2)]);
  world.poller.assign(targets(fleet).slice(1));
  expect(world.poller.target(1)).toBeUndefined();
  const seen = world.of(1).length;
  await world.next((look) => look.routerId === 2);
  await world.next((look) => look.routerId === 2);
  expect(world.of(1)).toHaveLength(seen);
  expect(fleet.routers.map((router) => router.connections)).toEqual([0, 1]);
});

test.concurrent('after a reboot was sent, its return is seen within seconds though looks are minutes apart', async () => {
  await using fleet = await startFleet({ past: false });
  const [router] = fleet.routers;
  using world = startPoller(fleet);
  world.poller.assign(targets(fleet, { intervalMs: 1_000, deadlineMs: 500 }));
  const first = await world.next(() => true);
  world.poller.assign(targets(fleet, { intervalMs: 600_000, deadlineMs: 500 }));
  router!.fault('power-cut', { seconds: 3 });
  world.poller.watch(1, first.reading!.uptimeSeconds);
  const back = await world.next((look) => look.outcome === 'answered');
  expect(back.reading!.uptimeSeconds).toBeLessThan(5);
  expect(world.looks.filter((look) => look.outcome === 'timeout').length).toBeGreaterThanOrEqual(1);
});
