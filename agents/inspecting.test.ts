import { expect, test } from 'vitest';
import { RouterLogEntry } from '#contract/inspection.ts';
import { InspectionFacts } from '#contract/inspection-facts.ts';
import { Inspector } from './inspect/index.ts';
import { visit } from './inspect/visit.ts';
import { outcomeOf } from './poll/index.ts';
import { targetOf } from './poll/testing-target.ts';
import { startFleet } from './simulator/index.ts';

const options = (more: { withLog?: boolean; commandMs?: number } = {}) => ({
  tls: 'unverified' as const,
  withLog: false,
  ...more,
  signal: new AbortController().signal,
  outcomeOf: ({ kind, phase }: Parameters<Parameters<typeof visit>[1]['outcomeOf']>[0]) =>
    outcomeOf(kind, phase),
});

const oneRouter = (more: Parameters<typeof startFleet>[0] = {}) =>
  startFleet({ past: false, links: false, ...more });

test.each(['6.49.10', '7.12', '7.20'])('RouterOS %s: the facts are what the router is', async (version) => {
  await using fleet = await oneRouter({ version });
  const router = fleet.routers[0]!;
  router.add('/radius', { address: '10.9.9.9', service: 'hotspot', secret: 's3cret', timeout: '3s' });
  const { inspection } = await visit(targetOf(router), options());
  expect(inspection).toMatchObject({ outcome: 'answered', detail: null });
  const facts = InspectionFacts.parse(inspection.facts);
  expect(facts).toEqual(inspection.facts);
  expect(facts).toMatchObject({
    version,
    serial: router.serial,
    identity: router.name,
    monitor: { loggedIn: true, policies: expect.arrayContaining(['api', 'read']) },
    hotspots: [{ disabled: false, invalid: false }],
    radius: [{ address: '10.9.9.9', timeout: expect.stringMatching(/^3s/), badReplies: expect.any(String) }],
  });
  expect(Math.abs(facts.clockSkewSeconds!)).toBeLessThan(5);
  expect(facts.services!.map(({ name }) => name)).toEqual(expect.arrayContaining(['api', 'ssh', 'www']));
  expect(facts.deviceMode === null).toBe(version.startsWith('6'));
  expect(JSON.stringify(facts)).not.toContain('s3cret');
});

test('an account without rights: what it may not read is noted, and nothing fails', async () => {
  await using fleet = await oneRouter();
  const router = fleet.routers[0]!;
  router.addUser('blind', 'x', ['api']);
  const { inspection } = await visit({ ...targetOf(router), username: 'blind', password: 'x' }, options());
  expect(inspection.outcome).not.toBe('answered');
  router.addUser('sd-monitor', 'x', ['read', 'api', 'test']);
  const seen = await visit(
    {
      ...targetOf(router),
      username: 'sd-monitor',
      password: 'x',
      action: { username: 'sd-tech', password: 'wrong' },
    },
    options(),
  );
  expect(seen.inspection).toMatchObject({
    outcome: 'answered',
    facts: {
      monitor: { policies: ['read', 'test', 'api'] },
      action: { username: 'sd-tech', loggedIn: false },
    },
  });
});

test('a slow uplink: each command has its time from when it is sent', async () => {
  await using fleet = await oneRouter();
  const router = fleet.routers[0]!;
  router.fault('slow-link', { latencyMs: 100, jitterMs: 0 });
  const { inspection } = await visit(targetOf(router), options({ commandMs: 450 }));
  expect(inspection).toMatchObject({ outcome: 'answered', facts: { ipv6Advertisements: expect.any(Array) } });
});

test('a connection that breaks: what was heard is kept, what was not is null', async () => {
  await using fleet = await oneRouter();
  const router = fleet.routers[0]!;
  router.fault('cut-at-byte', { at: 2_500 });
  const { inspection, lines } = await visit(targetOf(router), options({ withLog: true }));
  expect(inspection).toMatchObject({
    outcome: 'answered',
    facts: { version: router.version, users: expect.any(Array), firewall: null, ipv6Advertisements: null },
  });
  expect(inspection.facts?.refused.length).toBeGreaterThan(0);
  expect(lines).toBeNull();
});

test('a router that says nothing, or another password: an outcome, and no facts', async () => {
  await using fleet = await oneRouter();
  const router = fleet.routers[0]!;
  const wrong = await visit({ ...targetOf(router), password: 'wrong' }, options());
  expect(wrong.inspection).toMatchObject({ outcome: 'auth-failed', facts: null });
  await fleet[Symbol.asyncDispose]();
  const gone = await visit(targetOf(router), options());
  expect(gone.inspection).toMatchObject({ outcome: 'refused', facts: null });
});

test('who asks is answered once, however often it is offered; a router that returns brings its log', async () => {
  await using fleet = await oneRouter();
  const router = fleet.routers[0]!;
  const drafts: unknown[] = [];
  const answered: number[] = [];
  const inspector = new Inspector({
    ...options(),
    everyHours: 6,
    target: (id) => (id === 1 ? { ...targetOf(router), id } : undefined),
    record: (draft) => drafts.push(draft),
    onAnswered: (id) => answered.push(id),
    onError: (error) => drafts.push(error),
  });
  const requestId = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
  inspector.offer([{ requestId, routerId: 1 }]);
  inspector.offer([
    { requestId, routerId: 1 },
    { requestId: '6f9619ff-8b86-4d01-b42d-00cf4fc964fe', routerId: 2 },
  ]);
  await expect.poll(() => drafts.length).toBe(1);
  expect(drafts[0]).toMatchObject({ kind: 'inspection', routerId: 1, requestId, outcome: 'answered' });
  expect(answered).toEqual([1]);

  await router.paste(':log warning "sinyal-desa gateway putus"\n:log info "sepatah kata"\n');
  inspector.answered(1, false);
  await expect.poll(() => drafts.length).toBe(3);
  inspector.answered(1, false);
  const log = drafts[2] as { kind: string; lines: unknown };
  expect(log.kind).toBe('router-log');
  const lines = RouterLogEntry.shape.lines.parse(log.lines);
  expect(lines.map(({ message }) => message)).toContain('sinyal-desa gateway putus');
  expect(lines.map(({ message }) => message)).not.toContain('sepatah kata');
  inspector.answered(1, true);
  await expect.poll(() => drafts.length).toBe(5);
  inspector.close();
});
