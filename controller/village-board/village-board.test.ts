import { expect, test } from 'vitest';
import { plainDraft } from '#contract/announcements.ts';
import announcements from '../announcements/index.ts';
import { pagesOf } from '../papers/testing-pdf.ts';
import { testOps } from '../staff/testing.ts';
import villages from '../villages/index.ts';
import villageBoard from './index.ts';

const SUKAMAJU = '16.10.06.2021';
const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-25T03:00:00.000Z');
const at = (hours: number) => new Date(NOW + hours * HOUR).toISOString();

test('the week of a village: what is shown in it, a warning first, what is over left out; and its papers', async () => {
  await using ops = await testOps([villages, announcements, villageBoard]);
  const operator = await ops.as('operator', 'operator');
  const publish = async (title: string, more: object) => {
    const body = {
      ...plainDraft,
      kind: 'news',
      severity: 'info',
      title,
      body: 'Di balai desa.',
      audience: { kind: 'all' },
      from: at(-1),
      until: null,
      ...more,
    };
    const { id } = (await operator('POST', '/api/announcements', { body })).body;
    await operator('POST', `/api/announcements/${id}/publish`);
  };
  await publish('kabar', {});
  await publish('lain desa', { audience: { kind: 'villages', codes: ['16.10.01.2005'] } });
  await publish('minggu depan', { from: at(24 * 7) });
  await publish('besok', { from: at(24), until: at(48) });
  await publish('sudah lewat', { kind: 'agenda', startsAt: at(-5), endsAt: at(-2) });
  await publish('posyandu', { kind: 'agenda', startsAt: at(72) });
  await publish('banjir', { kind: 'warning', until: at(30) });
  const board = await operator('GET', `/api/village-board/${SUKAMAJU}`);
  const titles = (body: { announcements: { title: string }[] }) =>
    body.announcements.map(({ title }) => title);
  expect([board.status, titles(board.body)]).toEqual([200, ['banjir', 'besok', 'kabar', 'posyandu']]);
  expect(board.body.week).toEqual({ from: '2026-11-22T17:00:00.000Z', until: '2026-11-29T17:00:00.000Z' });
  expect(board.body.readAloud).toHaveLength(6);
  const next = await operator('GET', `/api/village-board/${SUKAMAJU}?day=2026-12-02`);
  expect(titles(next.body)).toEqual(['minggu depan', 'kabar']);

  const paper = await operator('GET', `/api/village-board/${SUKAMAJU}/papan.pdf`);
  expect([paper.status, paper.response.headers['content-type']]).toEqual([200, 'application/pdf']);
  const [text, ...rest] = await pagesOf(new Uint8Array(paper.response.rawPayload));
  expect(rest).toEqual([]);
  expect(text).toMatch(/PERINGATAN YANG BERLAKU banjir.*besok.*kabar.*posyandu/);
  const aloud = await operator('GET', `/api/village-board/${SUKAMAJU}/dibacakan.pdf`);
  expect((await pagesOf(new Uint8Array(aloud.response.rawPayload))).join(' ')).toContain(
    'Perhatian, peringatan: banjir.',
  );
  const poster = await operator('GET', `/api/village-board/${SUKAMAJU}/poster.pdf?wifi=Desa`);
  expect([poster.status, poster.body.fields]).toEqual([409, { address: 'missing' }]);
});

test('only of her villages, of those that there are, and of a day that is one', async () => {
  await using ops = await testOps([villages, announcements, villageBoard]);
  const editor = await ops.as('editor', 'editor', ['16.10.01.2005']);
  const operator = await ops.as('operator', 'operator');
  expect((await ops.ask('GET', `/api/village-board/${SUKAMAJU}`)).status).toBe(401);
  expect((await editor('GET', `/api/village-board/${SUKAMAJU}`)).status).toBe(403);
  expect((await editor('GET', `/api/village-board/${SUKAMAJU}/papan.pdf`)).status).toBe(403);
  expect((await operator('GET', '/api/village-board/99.99.99.9999')).status).toBe(404);
  expect((await operator('GET', `/api/village-board/${SUKAMAJU}?day=2026-02-30`)).status).toBe(400);
  expect((await operator('GET', `/api/village-board/${SUKAMAJU}/undangan.pdf`)).status).toBe(400);
  const wide = 'x'.repeat(33);
  expect((await operator('GET', `/api/village-board/${SUKAMAJU}/poster.pdf?wifi=${wide}`)).status).toBe(400);
});
