import { expect, test } from 'vitest';
import type { ReportList } from '#contract/resident-reports.ts';
import incidents from '../incidents/index.ts';
import outages from '../outages/index.ts';
import { makeVillages, type TestOps, testOps } from '../staff/testing.ts';
import villages from '../villages/index.ts';
import residentReports from './index.ts';
import { joinAgain } from './join-store.ts';
import { REPORTS_A_DAY } from './submit.ts';

const A = '16.10.06.2021';
const B = '16.10.01.2005';
const house = () => testOps([villages, outages, incidents, residentReports]);
const later = (ops: TestOps, minutes: number) => new Date(ops.clock.now.getTime() + minutes * 60_000);

async function send(ops: TestOps, reporter: string, more: object = {}): Promise<string> {
  const done = await ops.app.residentReports.submit(
    { villageCode: A, routerId: null, kind: 'dead', text: null, via: 'info', reporter, ...more },
    ops.clock.now,
  );
  return 'number' in done ? done.number : done.refused;
}

async function routerIn(ops: TestOps, village: string): Promise<number> {
  await makeVillages(ops.db, [A, B]);
  const { id } = await ops.db.servicePlan.findFirstOrThrow();
  const router = await ops.db.router.create({
    data: {
      villageCode: village,
      name: `router ${village}`,
      host: '192.0.2.1',
      port: 8728,
      username: 'monitor',
      passwordSealed: Buffer.alloc(1),
      uplink: 'lte',
      nasIdentifier: `sd-${village}`,
      radiusSecretSealed: Buffer.alloc(1),
      portalKey: village,
      servicePlanId: id,
      inServiceSince: new Date(0),
      // Known to be silent: else the clock of outages derives its history from looks, of which there are none here.
      status: {
        create: {
          state: 'unknown',
          reason: 'agent-silent',
          since: new Date(0),
          sinceUncertaintyMs: 0,
          version: 1,
        },
      },
    },
  });
  return router.id;
}

const outageAt = (ops: TestOps, routerId: number, minutes: number) =>
  ops.db.outage.create({
    data: {
      routerId,
      firstFailedAt: later(ops, minutes),
      lastFailedAt: later(ops, minutes),
      cause: 'power',
      evidence: {},
    },
  });

test('a tap gives a number; the same tap gives it again; more than a few a day are refused, tomorrow is another day', async () => {
  await using ops = await house();
  await makeVillages(ops.db, [A, B]);
  const first = await send(ops, 'phone-1');
  expect(await send(ops, 'phone-1')).toBe(first);
  for (let index = 1; index < REPORTS_A_DAY.reporter; index += 1)
    expect(await send(ops, 'phone-1', { text: `nomor ${index}` })).toMatch(/^[2-9A-Z]{6}$/);
  expect(await send(ops, 'phone-1', { text: 'lagi' })).toBe('too-many');
  expect(await send(ops, 'phone-2')).not.toBe(first);
  ops.clock.now = later(ops, 24 * 60);
  expect(await send(ops, 'phone-1', { text: 'besok' })).not.toBe('too-many');
});

test('two taps at once are one report', async () => {
  await using ops = await house();
  await makeVillages(ops.db, [A]);
  const numbers = await Promise.all(Array.from({ length: 6 }, () => send(ops, 'phone-1')));
  expect(new Set(numbers).size).toBe(1);
  expect(await ops.db.residentReport.count()).toBe(1);
});

test('a village takes no more than its bound in a day, another goes on', async () => {
  await using ops = await house();
  await makeVillages(ops.db, [A, B]);
  await ops.db.residentReport.createMany({
    data: Array.from({ length: REPORTS_A_DAY.village }, (_, index) => ({
      number: String(100_000 + index),
      villageCode: A,
      kind: 'dead',
      via: 'info',
      receivedAt: ops.clock.now,
      answerDueAt: ops.clock.now,
      closeDueAt: ops.clock.now,
    })),
  });
  expect(await send(ops, 'phone-1')).toBe('too-many');
  expect(await send(ops, 'phone-1', { villageCode: B })).not.toBe('too-many');
});

test('what is kept of the reporter is a hash of the day; a text is one short line', async () => {
  await using ops = await house();
  await makeVillages(ops.db, [A]);
  const number = await send(ops, 'AA:BB:CC:00:11:22', { text: `  a\n\u202eb ${'x'.repeat(900)}` });
  const row = await ops.db.residentReport.findUniqueOrThrow({ where: { number } });
  expect(row.text).toHaveLength(280);
  expect(row.text).toMatch(/^a b x/);
  expect(row.reporter).toHaveLength(32);
  expect(JSON.stringify(row)).not.toContain('AA:BB');
});

test('joined to the outage that is open, or that opens shortly after, and to its incident; the outage stays as it was', async () => {
  await using ops = await house();
  const router = await routerIn(ops, A);
  const early = await send(ops, 'phone-1');
  expect(await ops.app.residentReports.byNumber(early)).toMatchObject({ outage: null, incident: null });
  const outage = await outageAt(ops, router, 4);
  expect(await joinAgain(ops.db, later(ops, 5))).toBe(1);
  expect(await ops.app.residentReports.byNumber(early)).toMatchObject({
    state: 'received',
    outage: { firstFailedAt: later(ops, 4).toISOString(), cause: 'power' },
  });
  const incident = await ops.db.incident.create({
    data: {
      link: 'feeder',
      name: 'Indralaya 3',
      cause: 'power',
      beganAt: later(ops, 4),
      evidence: {},
      members: { create: { routerId: router, firstFailedAt: later(ops, 4) } },
    },
  });
  expect(await joinAgain(ops.db, later(ops, 6))).toBe(1);
  expect(await joinAgain(ops.db, later(ops, 7))).toBe(0);
  expect(await ops.app.residentReports.byNumber(early)).toMatchObject({
    incident: { id: incident.id, link: 'feeder' },
  });
  expect(await ops.db.outage.findUniqueOrThrow({ where: { id: outage.id } })).toEqual(outage);
  expect(await ops.db.span.count()).toBe(0);
  const sari = await ops.as('sari', 'viewer');
  const url = `/api/resident-reports/of-outage?router=${router}&firstFailedAt=${later(ops, 4).toISOString()}`;
  expect((await sari('GET', url)).body).toEqual({
    received: 1,
    dead: 1,
    firstAt: ops.clock.now.toISOString(),
  });
});

test('one answer to all of a group; closing; overdue first; the first answer counts for the deadline', async () => {
  await using ops = await house();
  const router = await routerIn(ops, A);
  await outageAt(ops, router, -10);
  const [one] = [await send(ops, 'phone-1'), await send(ops, 'phone-2')];
  await send(ops, 'phone-3', { villageCode: B, kind: 'slow' });
  const sari = await ops.as('sari', 'operator');
  const list = async (query = '') => (await sari('GET', `/api/resident-reports${query}`)).body as ReportList;
  const before = await list();
  expect(before).toMatchObject({ open: 3, overdue: 0, more: false });
  const group = before.groups.find(({ outage }) => outage !== null)!;
  expect(group).toMatchObject({ village: { code: A }, open: 2, outage: { cause: 'power' } });
  const body = { ids: group.reports.map(({ id }) => id), text: 'Teknisi berangkat 14.10' };
  ops.clock.now = later(ops, 60);
  const answeredAt = ops.clock.now.toISOString();
  expect(await sari('POST', '/api/resident-reports/answer', { body })).toMatchObject({
    body: { changed: 2 },
  });
  expect(await ops.app.residentReports.openAnswers(A)).toEqual([
    { kind: 'dead', answer: 'Teknisi berangkat 14.10', answeredAt, reports: 2 },
  ]);
  ops.clock.now = later(ops, 300);
  expect(await list()).toMatchObject({ open: 3, overdue: 1, groups: [{ village: { code: B } }, {}] });
  expect((await list('?overdue=true')).groups).toHaveLength(1);
  await sari('POST', '/api/resident-reports/answer', { body: { ...body, text: 'Besok pagi' } });
  expect(await ops.app.residentReports.byNumber(one.toLowerCase())).toMatchObject({
    state: 'answered',
    answer: { text: 'Besok pagi', at: answeredAt },
  });
  const close = { body: { ...body, text: 'Menyala lagi' } };
  expect((await sari('POST', '/api/resident-reports/close', close)).status).toBe(200);
  expect(await sari('POST', '/api/resident-reports/close', close)).toMatchObject({
    status: 409,
    body: { code: 'already-closed' },
  });
  expect(await ops.app.residentReports.openAnswers(A)).toEqual([]);
  expect(await list()).toMatchObject({ open: 1 });
  expect((await list('?state=closed')).groups).toMatchObject([{ open: 0, reports: [{}, {}] }]);
  const figures = await ops.app.residentReports.figures(new Date(0), later(ops, 9_999));
  expect(figures.regency).toMatchObject({ received: 3, answeredInTime: 2, closedInTime: 2 });
  expect(figures.villages.get(A)).toMatchObject({
    received: 2,
    medianAnswerMinutes: 60,
    medianCloseMinutes: 360,
  });
  expect(await ops.db.auditEntry.count({ where: { act: { startsWith: 'resident-report:' } } })).toBe(3);
});

test('a technician answers in her villages only; a viewer reads; nobody reads another’s', async () => {
  await using ops = await house();
  await makeVillages(ops.db, [A, B]);
  await send(ops, 'phone-1');
  const { id } = await ops.db.residentReport.findFirstOrThrow();
  const body = { ids: [id], text: 'Sedang diperiksa' };
  const dewi = await ops.as('dewi', 'technician', [B]);
  expect(await dewi('POST', '/api/resident-reports/answer', { body })).toMatchObject({ status: 403 });
  expect((await dewi('GET', '/api/resident-reports')).body).toMatchObject({ open: 0, groups: [] });
  const budi = await ops.as('budi', 'viewer');
  expect((await budi('GET', '/api/resident-reports')).body).toMatchObject({ open: 1 });
  expect((await budi('POST', '/api/resident-reports/close', { body })).status).toBe(403);
  expect((await ops.db.residentReport.findFirstOrThrow()).answer).toBeNull();
});

test('deadlines are changed for reports to come; quick answers are each person’s own', async () => {
  await using ops = await house();
  await makeVillages(ops.db, [A]);
  const sari = await ops.as('sari', 'operator');
  const put = (body: object) => sari('PUT', '/api/resident-reports/deadlines', { body });
  expect((await put({ answerHours: 9, closeHours: 8 })).status).toBe(400);
  expect((await put({ answerHours: 1, closeHours: 2 })).status).toBe(200);
  const number = await send(ops, 'phone-1');
  expect(await ops.app.residentReports.byNumber(number)).toMatchObject({
    answerDueAt: later(ops, 60).toISOString(),
  });
  const texts = ['Siap, segera dicek'];
  await sari('PUT', '/api/resident-reports/templates', { body: { texts } });
  expect((await sari('GET', '/api/resident-reports/templates')).body).toEqual({ texts });
  const budi = await ops.as('budi', 'operator');
  expect((await budi('GET', '/api/resident-reports/templates')).body.texts).toHaveLength(3);
});

test('the CSV is RFC 4180, runs no formula, and holds nothing that a resident wrote', async () => {
  await using ops = await house();
  await makeVillages(ops.db, [A]);
  await send(ops, 'phone-1', { text: 'Pak Budi 0812' });
  const { id } = await ops.db.residentReport.findFirstOrThrow();
  const sari = await ops.as('sari', 'operator');
  await sari('POST', '/api/resident-reports/answer', { body: { ids: [id], text: '=1+1, "nanti"' } });
  const { response } = await sari(
    'GET',
    '/api/resident-reports.csv?from=2026-11-01T00:00:00.000Z&until=2026-12-01T00:00:00.000Z',
  );
  expect(response.headers['content-type']).toMatch(/^text\/csv/);
  const [head, line, end] = response.body.split('\r\n');
  expect(head).toMatch(/^\ufeffnomor,status,kode_desa/);
  expect(line).toContain(`"'=1+1, ""nanti"""`);
  expect(line).toContain('2026-11-25 10:00:00');
  expect(end).toBe('');
  expect(response.body).not.toContain('Budi');
});
