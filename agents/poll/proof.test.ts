import { expect, test } from 'vitest';
import { startBlackHole } from '../routeros/testing-black-hole.ts';
import { type Fleet, startFleet } from '../simulator/index.ts';
import { Proof, type Ways } from './proof.ts';

const waysOf = (fleet: Fleet): Ways & { hub: object } => ({
  canaries: (['canary-a', 'canary-b'] as const).map((name) => {
    const { host, port } = fleet.link(name);
    return { owner: name, host, port };
  }),
  hub: { host: fleet.link('hub').host, port: fleet.link('hub').port },
});

test('two owners and the hub answer; cut, they do not', async () => {
  await using fleet = await startFleet({ past: false });
  const proof = new Proof(waysOf(fleet), 500);
  expect(proof.provenWithin(60_000)).toBeNull();
  expect(await proof.since(performance.now())).toEqual({ canaries: 'given', owners: 2, hub: true });
  expect(proof.provenWithin(60_000)).toBe(true);
  await fleet.link('hub').cut();
  expect(await proof.since(performance.now())).toEqual({ canaries: 'given', owners: 2, hub: false });
  await fleet.link('canary-b').cut();
  expect(await proof.since(performance.now())).toEqual({ canaries: 'given', owners: 1, hub: false });
  expect(proof.provenWithin(0)).toBe(false);
});

test('two canaries of one owner are one owner', async () => {
  await using fleet = await startFleet({ past: false });
  const { canaries } = waysOf(fleet);
  const same = (canaries as { owner: string; host: string; port: number }[]).map((one) => ({
    ...one,
    owner: 'x',
  }));
  expect((await new Proof({ canaries: same, hub: null }, 500).since(0)).owners).toBe(1);
});

test('one that never answers costs the time of one round, and no more rounds', async () => {
  await using fleet = await startFleet({ past: false });
  await using hole = await startBlackHole();
  const silent = { owner: 'silent', host: '127.0.0.1', port: hole.port };
  const { canaries } = waysOf(fleet);
  const proof = new Proof({ canaries: [silent, (canaries as [typeof silent])[0]], hub: null }, 200);
  const begun = performance.now();
  const all = await Promise.all([...Array(500)].map(() => proof.since(begun)));
  expect(new Set(all.map(({ owners }) => owners))).toEqual(new Set([1]));
  expect(proof.rounds).toBe(1);
});

test('a round that began before the look is no proof: another begins when it has ended', async () => {
  await using fleet = await startFleet({ past: false });
  const proof = new Proof(waysOf(fleet), 500);
  await proof.since(performance.now());
  const between = performance.now();
  await fleet.link('canary-a').cut();
  const [old, fresh] = await Promise.all([proof.since(0), proof.since(between)]);
  expect([old.owners, fresh.owners]).toEqual([2, 1]);
  expect(proof.rounds).toBe(2);
  const [a, b] = await Promise.all([proof.since(performance.now()), proof.since(performance.now())]);
  expect(a).toBe(b);
  expect(proof.rounds).toBe(3);
});

test.each(['none', 'missing'] as const)('without canaries (%s) nothing is probed', async (canaries) => {
  const proof = new Proof({ canaries, hub: null });
  expect(await proof.since(performance.now())).toEqual({ canaries, owners: 0, hub: null });
  expect([proof.rounds, proof.provenWithin(1e9)]).toEqual([0, null]);
});
