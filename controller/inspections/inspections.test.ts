import { expect, test } from 'vitest';
import type { InspectionEntry, RouterLogEntry, Step } from '#contract/inspection.ts';
import { InspectionFacts } from '#contract/inspection-facts.ts';
import chores from '../chores/index.ts';
import { readConfig } from '../platform/config.ts';
import type { Db } from '../platform/db.ts';
import { testOps } from '../staff/testing.ts';
import villages from '../villages/index.ts';
import { choresAfterSteps } from './chores-after.ts';
import inspections from './index.ts';
import { isRed } from './red-version.ts';
import { notKnown, wrong } from './step.ts';
import { inspectionsFor, recordInspections } from './store.ts';

const MINIMUM = ['7.24.3', '7.23.6', '6.49.21'];
test.each<[version: string, red: boolean]>([
  ['7.24.3', false],
  ['7.24.2', true],
  ['7.24', true],
  ['7.23.6', false],
  ['7.23.5', true],
  ['7.22.9', true],
  ['7.25', false],
  ['7.25beta2', true],
  ['6.49.21', false],
  ['6.49.18', true],
  ['6.48.9', true],
  ['8.0', false],
  ['', true],
])('RouterOS %s is red: %s', (version, red) => expect(isRed(version, MINIMUM)).toBe(red));

test.each<[steps: Step[], chore: string | null | undefined]>([
  [[], null],
  [[wrong('hotspot', 'hotspot-off'), wrong('pages', 'pages-missing')], 'hotspot, halaman masuk'],
  // what was not heard may still be wrong
  [[notKnown('hotspot')], undefined],
  [[notKnown('hotspot'), wrong('pages', 'pages-missing')], 'halaman masuk'],
  [[notKnown('radius', 'radius-unproved'), notKnown('serial')], null],
  [[wrong('licence', 'few-users')], null],
])('steps %j: the chore of the set-up is %s', (steps, chore) => {
  const change = choresAfterSteps(steps).find(({ kind }) => kind === 'set-up-incomplete');
  expect(change?.detail).toBe(chore);
});

const VILLAGE = '16.10.06.2021';

async function house() {
  const ops = await testOps([villages, chores, inspections]);
  const { db, clock } = ops;
  const bytes = new Uint8Array([0]);
  const plan = await db.servicePlan.findFirstOrThrow();
  const agent = await db.agent.create({ data: { name: 'kantor', tokenHash: new Uint8Array([1]) } });
  await db.village.upsert({
    where: { code: VILLAGE },
    create: {
      code: VILLAGE,
      name: 'Sukamaju',
      kecamatanCode: '16.10.06',
      kecamatan: 'Rantau Alai',
      lat: 0,
      lng: 0,
    },
    update: {},
  });
  await db.router.create({
    data: {
      id: 1,
      villageCode: VILLAGE,
      name: 'sukamaju-1',
      host: '10.77.0.2',
      port: 8728,
      username: 'sd-monitor',
      passwordSealed: bytes,
      uplink: 'lte',
      nasIdentifier: 'sd-1',
      radiusSecretSealed: bytes,
      portalKey: 'k1',
      servicePlanId: plan.id,
      agentId: agent.id,
      inServiceSince: clock.now,
    },
  });
  return { ops, db, clock, agentId: agent.id };
}

const facts = (more: object = {}) =>
  InspectionFacts.parse({
    version: '7.20',
    board: 'hAP',
    uptimeSeconds: 9_000,
    licence: '3',
    freeFlashBytes: 500_000,
    totalFlashBytes: 16e6,
    monitor: { username: 'sd-monitor', loggedIn: true },
    action: null,
    ...more,
  });

const entry = (at: Date, more: Partial<InspectionEntry> = {}): InspectionEntry => ({
  kind: 'inspection',
  seq: 1,
  routerId: 1,
  requestId: null,
  at: at.toISOString(),
  offsetMs: 0,
  outcome: 'answered',
  detail: null,
  facts: facts(),
  ...more,
});

const record = (
  db: Db,
  agentId: number,
  entries: (InspectionEntry | RouterLogEntry)[],
  now: Date,
): Promise<void> => db.$transaction((tx) => recordInspections(tx, readConfig({}), agentId, entries, now));

test('asked for, offered to the agent that holds the router, answered, and judged; twice asked is one', async () => {
  const { ops, db, clock, agentId } = await house();
  await using _ = ops;
  const technician = await ops.as('budi', 'technician', [VILLAGE]);
  const first = await technician('POST', '/api/routers/1/inspection');
  expect(first.status).toBe(202);
  expect((await technician('POST', '/api/routers/1/inspection')).body).toEqual(first.body);
  expect(await inspectionsFor(db, agentId, clock.now)).toEqual([first.body]);
  expect(await inspectionsFor(db, agentId + 1, clock.now)).toEqual([]);
  expect((await technician('GET', '/api/routers/1/inspection')).body).toMatchObject({
    underWay: { requestId: first.body.requestId },
    overdue: null,
    last: null,
  });
  const { requestId } = first.body as { requestId: string };
  await record(db, agentId, [entry(clock.now, { requestId })], clock.now);
  expect(await inspectionsFor(db, agentId, clock.now)).toEqual([]);
  const { body } = await technician('GET', '/api/routers/1/inspection');
  expect(body).toMatchObject({ underWay: null, overdue: null, last: { outcome: 'answered', requestId } });
  const step = (kind: string) => body.last.steps.find((one: { kind: string }) => one.kind === kind);
  expect(step('version')).toMatchObject({ result: 'wrong', why: 'red-version' });
  expect(step('pages')).toMatchObject({ result: 'not-known' });

  const viewer = await ops.as('rina', 'viewer');
  expect((await viewer('POST', '/api/routers/1/inspection')).status).toBe(403);
  expect((await viewer('GET', '/api/routers/1/inspection')).status).toBe(200);
  expect((await technician('POST', '/api/routers/77/inspection')).status).toBe(404);
});

test('what nobody answered in half a minute is overdue; another agent does not speak for the router', async () => {
  const { ops, db, clock, agentId } = await house();
  await using _ = ops;
  const operator = await ops.as('sari', 'operator');
  await operator('POST', '/api/routers/1/inspection');
  const other = await db.agent.create({ data: { name: 'lain', tokenHash: new Uint8Array([2]) } });
  await record(db, other.id, [entry(clock.now)], clock.now);
  expect((await operator('GET', '/api/routers/1/inspection')).body).toMatchObject({ last: null });
  clock.now = new Date(clock.now.getTime() + 31_000);
  expect(await inspectionsFor(db, agentId, clock.now)).toEqual([]);
  const overdue = async () => {
    const { body } = await operator('GET', '/api/routers/1/inspection');
    return [body.underWay, body.overdue];
  };
  expect(await overdue()).toEqual([null, 'agent-silent']);
  await db.agent.update({ where: { id: agentId }, data: { lastSeenAt: clock.now } });
  expect(await overdue()).toEqual([null, 'router-slow']);
  await db.router.update({ where: { id: 1 }, data: { agentId: null } });
  expect(await overdue()).toEqual([null, 'no-agent']);
});

test('an answer that comes late, or after a newer one, is an answer; an own one is nobody’s', async () => {
  const { ops, db, clock, agentId } = await house();
  await using _ = ops;
  const operator = await ops.as('sari', 'operator');
  const asked = clock.now;
  const { requestId } = (await operator('POST', '/api/routers/1/inspection')).body;
  const own = new Date(asked.getTime() + 40_000);
  clock.now = own;
  await record(db, agentId, [entry(own)], own);
  const of = async () => {
    const { body } = await operator('GET', '/api/routers/1/inspection');
    return [body.overdue, body.last.requestId, body.last.at];
  };
  expect(await of()).toEqual(['agent-silent', null, own.toISOString()]);
  await record(db, agentId, [entry(asked, { requestId })], own);
  expect(await of()).toEqual([null, null, own.toISOString()]);
  clock.now = new Date(own.getTime() + 60_000);
  await record(db, agentId, [entry(clock.now)], clock.now);
  expect(await of()).toEqual([null, null, clock.now.toISOString()]);
});

test('facts that another version kept tell nothing, and the page opens', async () => {
  const { ops, db, clock } = await house();
  await using _ = ops;
  const old = { version: '7.20', tunnels: [{ kind: 'wireguard' }] };
  await db.inspection.create({ data: { routerId: 1, at: clock.now, outcome: 'answered', facts: old } });
  const viewer = await ops.as('rina', 'viewer');
  const { status, body } = await viewer('GET', '/api/routers/1/inspection');
  const said = body.last.steps.map(({ result }: Step) => result);
  expect([status, said.slice(0, 3)]).toEqual([200, ['well', 'well', 'not-known']]);
});

test('what is wrong is a chore, with what was found; what is mended closes it, an older report does not', async () => {
  const { ops, db, clock, agentId } = await house();
  await using _ = ops;
  const later = (minutes: number) => new Date(clock.now.getTime() + minutes * 60_000);
  await record(db, agentId, [entry(later(1))], later(1));
  const open = async () =>
    (await db.chore.findMany({ where: { until: null }, orderBy: { kind: 'asc' } })).map(
      ({ kind, detail }) => [kind, detail],
    );
  expect(await open()).toEqual([
    ['flash-full', '0.5 MiB'],
    ['licence', '3'],
    ['set-up-incomplete', expect.stringContaining('akun perintah')],
    ['version-red', '7.20'],
  ]);
  const mended = facts({ version: '7.24.3', licence: '4', freeFlashBytes: 8e6 });
  await record(db, agentId, [entry(later(9), { facts: mended })], later(9));
  await record(db, agentId, [entry(later(5))], later(9));
  expect((await open()).map(([kind]) => kind)).toEqual(['set-up-incomplete']);
  await record(db, agentId, [entry(later(20), { outcome: 'timeout', facts: null })], later(20));
  const row = await db.inspection.findUniqueOrThrow({ where: { routerId: 1 } });
  expect(row.outcome).toBe('answered');
});

test('lines of a router’s log are kept once, however often they are read', async () => {
  const { ops, db, clock, agentId } = await house();
  await using _ = ops;
  const lines = [
    {
      stamp: 'jan/02/1970 00:00:05',
      topics: 'system,error,critical',
      message: 'router was rebooted without proper shutdown',
    },
    { stamp: '2026-11-25 03:00:00', topics: 'script,warning', message: 'sinyal-desa gateway putus' },
  ];
  const log: RouterLogEntry = {
    kind: 'router-log',
    seq: 2,
    routerId: 1,
    at: clock.now.toISOString(),
    offsetMs: 0,
    lines,
  };
  await record(db, agentId, [log], clock.now);
  await record(
    db,
    agentId,
    [{ ...log, lines: [...lines, { ...lines[1]!, stamp: '2026-11-25 03:00:30' }] }],
    clock.now,
  );
  const viewer = await ops.as('rina', 'viewer');
  const { body } = await viewer('GET', '/api/routers/1/log');
  expect(body.map((line: { stamp: string }) => line.stamp)).toEqual([
    '2026-11-25 03:00:30',
    '2026-11-25 03:00:00',
    'jan/02/1970 00:00:05',
  ]);
});
