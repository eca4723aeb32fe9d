import { expect, test } from 'vitest';
import type { Claim, MonthReport, PaperJob, ReportView } from '#contract/reports.ts';
import { house, T, VILLAGE } from '../outages/testing-house.ts';
import { tick } from '../outages/tick.ts';
import { readPdf } from '../papers/testing-pdf.ts';
import serviceLevels from '../service-levels/index.ts';
import type { Ask } from '../staff/testing.ts';
import usage from '../usage/index.ts';
import { digestOf } from './canonical.ts';
import reports from './index.ts';
import { verifyCommand } from './verify-command.ts';

const every30 = (from: number, to: number) =>
  Array.from({ length: (to - from) / 30 + 1 }, (_, index) => from + index * 30);
const MONTH = '2026-11';
const AFTER = Date.parse('2026-12-01T00:00:00+07:00') + 3_600_000;

/** Ten minutes up, six minutes away (its uptime ran on), up for ten minutes, and then nobody looked. */
async function month() {
  const made = await house([usage, serviceLevels, reports]);
  const { ops, id, see } = made;
  await see('answered', every30(0, 570), 50_000);
  await see('timeout', every30(600, 930));
  await see('answered', every30(960, 1_500), 50_000 + 960 - 570);
  // Signed in anew each time: the clock jumps over the end of a session.
  const operator: Ask = async (...request) => (await ops.as('sari', 'operator'))(...request);
  const view = async (path = MONTH) => (await operator('GET', `/api/reports/${path}`)).body as ReportView;
  return { ops, id, see, operator, view };
}

test('the month tells both figures with all of its time, causes, villages and outages', async () => {
  const { ops, view } = await month();
  await using _ = ops;
  ops.clock.now = new Date(T + 1_500_000);
  const { report } = await view();
  expect(report).toMatchObject({ month: MONTH, over: false, ruleSet: { name: 'id-rural-1', version: 1 } });
  expect(report.regency.figures.felt).toMatchObject({
    percent: 76,
    observedPercent: 100,
    upSeconds: 1_140,
    downSeconds: 360,
  });
  expect(report.regency.figures.owed).toMatchObject({ percent: 76, downSeconds: 360, excusedSeconds: 0 });
  expect(report.regency.causes).toEqual([{ cause: 'uplink', seconds: 360, count: 1 }]);
  expect(report.villages).toMatchObject([
    {
      code: VILLAGE,
      outages: 1,
      longestSeconds: 360,
      meanSeconds: 360,
      degradedSeconds: 0,
      days: `${'-'.repeat(24)}d`,
    },
  ]);
  expect(report.outages).toMatchObject([
    { seconds: 360, feltSeconds: 360, owedSeconds: 360, cause: 'uplink' },
  ]);
  expect(report.worst).toEqual([{ code: VILLAGE, done: [] }]);
  expect(report.trend).toHaveLength(12);
  expect(report.trend.at(-1)).toEqual({ month: MONTH, felt: 76, owed: 76 });
});

test('a ruling moves the provider’s figure and not what residents felt; notes say what was done', async () => {
  const { ops, id, operator, view } = await month();
  await using _ = ops;
  const firstFailedAt = new Date(T + 600_000).toISOString();
  const say = (path: string, body: object) =>
    operator('POST', `/api/routers/${id}/outages/${path}`, { body: { firstFailedAt, ...body } });
  await say('rulings', { cause: 'power', reason: 'PLN padam, surat 12' });
  await say('notes', { note: 'Ditelepon' });
  const { report } = await view();
  expect(report.regency.figures.felt.downSeconds).toBe(360);
  expect(report.regency.figures.owed).toMatchObject({ percent: 100, downSeconds: 0, excusedSeconds: 360 });
  expect(report.villages[0]?.power).toEqual({ count: 1, seconds: 360 });
  expect(report.outages[0]).toMatchObject({
    cause: 'power',
    judgedCause: 'uplink',
    ruling: { reason: 'PLN padam, surat 12', by: 'sari' },
    done: ['Ditelepon'],
  });
});

test('a month is closed once it is over; a later truth is a new issue with a reason, and the old one stays', async () => {
  const { ops, see, operator, view } = await month();
  await using _ = ops;
  const close = (body: object) => operator('POST', `/api/reports/${MONTH}/close`, { body });
  expect(await close({ number: '12', reason: null })).toMatchObject({
    status: 409,
    body: { code: 'month-not-over' },
  });
  ops.clock.now = new Date(AFTER);
  const first = (await close({ number: '12/Diskominfo', reason: null })).body as ReportView;
  expect(first).toMatchObject({
    revised: false,
    closed: [{ revision: 1, number: '12/Diskominfo', closedBy: 'sari' }],
  });
  expect(first.closed[0]?.digest).toBe(digestOf(first.report));
  expect(await close({ number: '13', reason: null })).toMatchObject({
    status: 409,
    body: { code: 'nothing-changed' },
  });

  // What an agent held back comes in. What says nothing new moves no figure.
  await see('answered', [45], 50_045);
  ops.clock.now = new Date(AFTER + 30_000);
  const grown = await view();
  expect([grown.revised, grown.samplesAdded, grown.digest === first.digest]).toEqual([false, true, false]);
  // It was away for another ten minutes.
  await see('timeout', every30(1_530, 2_130));
  ops.clock.now = new Date(AFTER + 60_000);
  expect(await view()).toMatchObject({ revised: true, samplesAdded: false, closed: [{ revision: 1 }] });
  expect(await close({ number: '13', reason: null })).toMatchObject({
    status: 400,
    body: { fields: { reason: 'reason-needed' } },
  });
  const second = (await close({ number: '13', reason: 'Data agen terlambat' })).body as ReportView;
  expect(second.closed.map(({ revision }) => revision)).toEqual([2, 1]);
  expect((await view(`${MONTH}/1`)).report).toEqual(first.report);
  expect((await view(`${MONTH}/2`)).digest).toBe(second.digest);
  expect((await operator('GET', `/api/reports/${MONTH}/3`)).status).toBe(404);
  expect((await operator('GET', '/api/reports/2027-01')).body).toMatchObject({ code: 'month-not-begun' });
});

test('planned time leaves both sides, and what was entered afterwards is told of', async () => {
  const { ops, operator, view } = await month();
  await using _ = ops;
  const window = {
    kind: 'maintenance',
    reference: 'WO-1',
    reason: 'Ganti antena',
    villages: [VILLAGE],
    from: new Date(T + 600_000).toISOString(),
    until: new Date(T + 960_000).toISOString(),
  };
  const { id } = (await operator('POST', '/api/planned-windows', { body: window })).body;
  ops.clock.now = new Date(T + 1_500_000);
  expect((await view()).report.regency.figures.felt).toMatchObject({ percent: 76, plannedSeconds: 0 });
  expect((await view()).report.lateEntries).toMatchObject([{ reference: 'WO-1', approvedBy: null }]);
  const second = await ops.as('budi', 'operator');
  await second('POST', `/api/planned-windows/${id}/approve`);
  const { report } = await view();
  expect(report.regency.figures.felt).toMatchObject({ percent: 100, upSeconds: 1_140, plannedSeconds: 360 });
  expect(report.lateEntries).toMatchObject([{ reference: 'WO-1', approvedBy: 'budi' }]);
  expect(report.outages[0]).toMatchObject({ seconds: 360, feltSeconds: 0, owedSeconds: 0 });
});

test('less than 90 % observed is an interval', async () => {
  const { ops, view } = await month();
  await using _ = ops;
  ops.clock.now = new Date(T + 3_000_000);
  await tick(ops.db, ops.clock.now);
  const { felt } = (await view()).report.regency.figures;
  expect(felt).toMatchObject({ percent: null, interval: [39, 88], observedPercent: 51 });
});

test('what a provider owes, over the days on which its contract held', async () => {
  const { ops, id, operator } = await month();
  await using _ = ops;
  ops.clock.now = new Date(T + 1_500_000);
  const contract = {
    provider: 'Telkomsel',
    number: 'K-1',
    slaPercent: 95,
    monthlyFeeIdr: 1_000_000,
    ruleSet: 'id-rural-1',
    restitution: { kind: 'proportional' },
    routerIds: [id],
    validFrom: '2026-11-01',
    validUntil: null,
  };
  const { body } = await operator('POST', '/api/provider-contracts', { body: contract });
  const claims = async () => (await operator('GET', `/api/reports/${MONTH}/claims`)).body as Claim[];
  expect(await claims()).toMatchObject([
    {
      contract: { provider: 'Telkomsel', number: 'K-1' },
      figures: { owed: { percent: 76 } },
      amountIdr: 200_000,
      outages: [{ owedSeconds: 360 }],
      routers: [{ name: 'sukamaju-1', village: 'Sukamaju' }],
    },
  ]);
  // The letter has a number of its own, by the office's pattern or as somebody wrote it.
  const letter = async (more: object = {}) => {
    const { body: job } = await operator('POST', `/api/reports/${MONTH}/papers`, {
      body: { kind: 'claim.pdf', contractId: body.id, ...more },
    });
    await expect
      .poll(async () => (await operator('GET', `/api/papers/${job.id}`)).body.state, { timeout: 30_000 })
      .toBe('done');
    const { response } = await operator('GET', `/api/papers/${job.id}/file`);
    // Long words may break, and are read with a gap there.
    return (await readPdf(new Uint8Array(response.rawPayload)))[0]!.text.replaceAll(' ', '');
  };
  expect(await letter()).toContain('Nomor:……/Diskominfo/Klaim/XI/2026');
  const { body: head } = await operator('GET', '/api/letterhead');
  await operator('PUT', '/api/letterhead', { body: { ...head, claimNumberPattern: 'K-{n}-{tahun}' } });
  expect(await letter()).toContain('Nomor:K-……-2026');
  expect(await letter({ number: '015/K/2026' })).toContain('Nomor:015/K/2026');
  await operator('PUT', `/api/provider-contracts/${body.id}`, {
    body: { ...contract, validUntil: '2026-11-24' },
  });
  expect(await claims()).toMatchObject([
    { amountIdr: null, outages: [], figures: { owed: { percent: null } } },
  ]);
});

test('an outage over the end of the month is told of as it stood then', async () => {
  const { ops, id, see, view } = await month();
  await using _ = ops;
  const end = (AFTER - 3_600_000 - T) / 1000;
  await see('answered', [end - 120], 9_999);
  await see('timeout', [end - 90, end - 60, end - 30, end, end + 30]);
  await see('answered', [end + 60], 20);
  const outage = (report: MonthReport) =>
    report.outages.find(({ routerId, seconds }) => routerId === id && seconds === 90);
  expect(outage((await view()).report)).toMatchObject({ endedAt: null, firstGoodAt: null, feltSeconds: 90 });
});

test('a month can be read by everyone, and closed by few', async () => {
  const { ops } = await month();
  await using _ = ops;
  const tamu = await ops.as('tamu', 'viewer');
  expect((await tamu('GET', `/api/reports/${MONTH}`)).status).toBe(200);
  expect(
    (await tamu('POST', `/api/reports/${MONTH}/close`, { body: { number: '1', reason: null } })).status,
  ).toBe(403);
});

test('the month tells how many outside the office keep the heads of its chains', async () => {
  const { ops, view } = await month();
  await using _ = ops;
  expect((await view()).witnesses).toBe(0);
  const channel = { kind: 'mail', villages: [], settingsSealed: new Uint8Array(), createdAt: ops.clock.now };
  await ops.db.alarmChannel.createMany({
    data: [
      { ...channel, name: 'Inspektorat', office: false, witness: true },
      { ...channel, name: 'Lama', office: false, witness: true, disabledAt: ops.clock.now },
      { ...channel, name: 'Piket', office: true, witness: false },
    ],
  });
  expect((await view()).witnesses).toBe(1);
});

test('papers are made on the side, and fetched by whoever asked; report.json is what verify reads', async () => {
  const { ops, operator, view } = await month();
  await using _ = ops;
  ops.clock.now = new Date(T + 1_500_000);
  const finished = async (id: string, ask = operator): Promise<PaperJob> => {
    const { body } = await ask('GET', `/api/papers/${id}`);
    return body.state === 'waiting' || body.state === 'working' ? await finished(id) : body;
  };
  const start = await operator('POST', `/api/reports/${MONTH}/papers`, { body: { kind: 'report.pdf' } });
  expect(start).toMatchObject({ status: 202, body: { kind: 'report.pdf', failure: null } });
  expect(await finished(start.body.id)).toMatchObject({
    state: 'done',
    progress: 1,
    fileName: 'laporan-2026-11-konsep.pdf',
  });
  const { response } = await operator('GET', `/api/papers/${start.body.id}/file`);
  expect(response.headers['content-type']).toBe('application/pdf');
  expect(response.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  const other = await ops.as('budi', 'operator');
  expect((await other('GET', `/api/papers/${start.body.id}/file`)).status).toBe(404);

  const json = await operator('POST', `/api/reports/${MONTH}/papers`, { body: { kind: 'report.json' } });
  await finished(json.body.id);
  const file = (await operator('GET', `/api/papers/${json.body.id}/file`)).response.rawPayload.toString();
  expect(await verifyCommand(ops.db, file, ops.clock.now)).toMatchObject({ code: 0 });
  expect(JSON.parse(file).digest).toBe((await view()).digest);
  const missing = async (body: object) =>
    (await operator('POST', `/api/reports/${MONTH}/papers`, { body })).status;
  expect(await missing({ kind: 'claim.pdf', contractId: 9 })).toBe(404);
  expect(await missing({ kind: 'report.pdf', revision: 9 })).toBe(404);
  expect(await missing({ kind: 'report.exe' })).toBe(400);
});
