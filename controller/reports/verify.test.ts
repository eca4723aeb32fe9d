import { expect, onTestFinished, test } from 'vitest';
import type { ReportView } from '#contract/reports.ts';
import { tellWitnesses, verifyChains } from '../evidence/index.ts';
import { house, T } from '../outages/testing-house.ts';
import { openDb } from '../platform/db.ts';
import serviceLevels from '../service-levels/index.ts';
import type { Ask } from '../staff/testing.ts';
import usage from '../usage/index.ts';
import { digestOf } from './canonical.ts';
import reports from './index.ts';
import { verifyCommand } from './verify-command.ts';

const every30 = (from: number, to: number) =>
  Array.from({ length: (to - from) / 30 + 1 }, (_, index) => from + index * 30);

/** A closed November with an outage of the uplink and one that lasts over its end. */
async function closed() {
  const { ops, id, see } = await house([usage, serviceLevels, reports]);
  onTestFinished(() => ops[Symbol.asyncDispose]());
  const ask: Ask = async (...request) => (await ops.as('sari', 'operator'))(...request);
  await see('answered', every30(0, 570), 50_000);
  await see('timeout', every30(600, 930));
  await see('answered', every30(960, 1_500), 50_000 + 390);
  const end = (Date.parse('2026-12-01T00:00:00+07:00') - T) / 1000;
  await see('answered', [end - 630], 9_999);
  await see('timeout', every30(end - 600, end + 600));
  await see('answered', [end + 630], 30);
  ops.clock.now = new Date(T + (end + 3_600) * 1000);
  const firstFailedAt = new Date(T + 600_000).toISOString();
  await ask('POST', `/api/routers/${id}/outages/rulings`, {
    body: { firstFailedAt, cause: 'power', reason: 'surat PLN 12' },
  });
  const { report, digest } = (
    await ask('POST', '/api/reports/2026-11/close', { body: { number: '1', reason: null } })
  ).body as ReportView;
  const verify = (more: object = {}) =>
    verifyCommand(
      ops.db,
      JSON.stringify({ format: 'sinyal-desa-report-1', report, digest, ...more }),
      ops.clock.now,
    );
  return { ops, id, report, digest, verify, see };
}

test('every figure of a closed month follows from the raw samples', async () => {
  const { verify, digest } = await closed();
  const { said, code } = await verify();
  expect([said[0], said[1], said.length, code]).toEqual([
    `the figures of 2026-11 have the digest ${digest}`,
    'it is issue 1 of 2026-11',
    3,
    0,
  ]);
  expect(said[2]).toMatch(/^equal: every figure follows from the raw samples by id-rural-1 v1/);
});

test('a file whose figures were changed does not have its digest, and it is told where', async () => {
  const { verify, report } = await closed();
  const better = structuredClone(report);
  better.villages[0]!.figures.owed.percent = 99.99;
  expect(await verify({ report: better })).toMatchObject({
    code: 1,
    said: [
      expect.stringContaining('NOT the figures of the digest'),
      expect.anything(),
      'NOT equal: in 1 place the samples say otherwise',
      '  villages.0.figures.owed.percent: 99.99 in the file, null by the samples',
    ],
  });
  expect(await verify({ report: better, digest: digestOf(better) })).toMatchObject({
    code: 1,
    said: [
      expect.anything(),
      expect.stringContaining('no issue was closed'),
      ...Array.from({ length: 2 }, () => expect.anything()),
    ],
  });
});

test('a sample that was changed is found by its chain, even where no figure moves', async () => {
  const { ops, verify } = await closed();
  const owner = openDb(ops.url, { as: 'owner', max: 1 });
  onTestFinished(() => owner.$disconnect());
  await owner.$executeRawUnsafe('update look set users = 300 where seq = 3');
  expect(await verify()).toMatchObject({
    code: 1,
    said: [
      expect.anything(),
      expect.anything(),
      expect.stringMatching(
        /^NOT the samples that kantor sent: the chain of 2026-11-25 does not hold, first at the sample of sukamaju-1 at 2026-11-25T\S+Z \(seq 3\)$/,
      ),
      expect.stringMatching(/^equal/),
    ],
  });
});

test('an issue still verifies when late samples lengthened its chains without moving a figure', async () => {
  const { ops, verify, see } = await closed();
  await tellWitnesses(ops.db, ops.clock.now);
  const { now } = ops.clock;
  await see('answered', [45], 50_045);
  ops.clock.now = now;
  const { said, code } = await verify();
  expect([said.length, code]).toEqual([4, 0]);
  expect(said[2]).toMatch(/^samples came after it was closed/);
  expect(said[3]).toMatch(/^equal/);

  // Who changes a sample and writes the chain anew is found by what witnesses were told.
  const owner = openDb(ops.url, { as: 'owner', max: 1 });
  onTestFinished(() => owner.$disconnect());
  await owner.$executeRawUnsafe('update look set users = 300 where seq = 3');
  const checks = await verifyChains(ops.db, '2026-11-25', '2026-11-25');
  await owner.$executeRawUnsafe(
    `update look_chain set head = decode('${checks[0]!.found.head}', 'hex') where day = '2026-11-25'`,
  );
  expect(await verify()).toMatchObject({
    code: 1,
    said: expect.arrayContaining([
      'NOT the samples that kantor sent: the chain of 2026-11-25 does not hold, though witnesses were told of it',
    ]),
  });
});

test('spans that somebody changed in the database are found by the samples', async () => {
  const { ops, verify } = await closed();
  await ops.db.$executeRaw`delete from span where state = 'down'`;
  await ops.db.$executeRaw`delete from outage`;
  expect((await verify()).code).toBe(0);
});

test.each(['', '{}', '{"format":"sinyal-desa-report-1"}', '[1,2]', 'PK\u0003'])(
  '"%s" is no report',
  async (text) => {
    const { ops } = await house();
    await using _ = ops;
    expect(await verifyCommand(ops.db, text, ops.clock.now)).toMatchObject({
      code: 1,
      said: [expect.stringContaining('no report.json')],
    });
  },
);
