import { expect, test } from 'vitest';
import { fieldsOf, portalForTests, testPortal } from './testing.ts';

const site = portalForTests();
const post = async (url: string, fields: Record<string, string>) =>
  await site.portal.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });

test('one tap, a number of six characters, and its page says how it stands', async () => {
  const url = `/p/${site.router.portalKey}/lapor`;
  const form = await site.portal.inject(`${url}?mac=${site.mac}`);
  expect([...form.body.matchAll(/<button name="jenis" value="([^"]*)">/g)].map(([, kind]) => kind)).toEqual([
    'slow',
    'cannot-join',
    'dead',
    'other',
  ]);
  const fields = { ...fieldsOf(form.body), jenis: 'slow', teks: 'Sejak sore' };
  const sent = await post(url, fields);
  expect(sent.statusCode).toBe(303);
  expect((await post(url, fields)).headers.location).toBe(sent.headers.location);
  const row = await site.database.db.residentReport.findFirstOrThrow({ where: { via: 'portal' } });
  expect(row).toMatchObject({ kind: 'slow', text: 'Sejak sore', routerId: site.router.id });
  expect(sent.headers.location).toBe(`/laporan/${row.number}?bahasa=id`);
  const page = await site.portal.inject(String(sent.headers.location));
  expect(page.body).toContain(`<p class="no">${row.number}</p>`);
  expect(page.body).toContain('Petugas belum menjawab.');

  await site.database.db.residentReport.update({
    where: { id: row.id },
    data: { answer: 'Teknisi berangkat 14.10', answeredAt: new Date(), answeredBy: 'operator' },
  });
  expect((await site.portal.inject(`/laporan/${row.number.toLowerCase()}`)).body).toContain(
    'Teknisi berangkat 14.10',
  );
  const fresh = await testPortal(site.database.db, site.access);
  expect((await fresh.inject(`/p/${site.router.portalKey}`)).body).toContain('Teknisi berangkat 14.10');
  await fresh.close();
});

test('from any network by the public page, where nobody can claim a phone', async () => {
  const form = await site.portal.inject('/info/sukamaju/lapor?bahasa=en');
  expect(form.body).toContain('No name or telephone number is needed');
  const sent = await post('/info/sukamaju/lapor', { ...fieldsOf(form.body), jenis: 'dead' });
  expect(sent.statusCode).toBe(303);
  expect(await site.database.db.residentReport.findFirst({ where: { via: 'info' } })).toMatchObject({
    kind: 'dead',
    routerId: null,
    villageCode: '16.10.04.2012',
  });
});

test.each<[why: string, changes: Record<string, string>, status: number, says: string]>([
  ['no kind', { jenis: '' }, 400, 'Isian jenis'],
  ['a kind that is none', { jenis: 'x' }, 400, 'Isian jenis'],
  ['too long', { jenis: 'slow', teks: 'x'.repeat(141) }, 413, 'Isian keterangan'],
  ['another phone', { jenis: 'slow', mac: '02:00:00:00:00:01' }, 400, 'Isian tanda'],
  ['a made up stamp', { jenis: 'slow', tanda: 'a.b' }, 400, 'Isian tanda'],
])('a report with %s is refused by its field', async (_why, changes, status, says) => {
  const url = `/p/${site.router.portalKey}/lapor`;
  const form = await site.portal.inject(`${url}?mac=${site.mac}`);
  const answer = await post(url, { ...fieldsOf(form.body), ...changes });
  expect([answer.statusCode, answer.body.includes(says)]).toEqual([status, true]);
});

test('a phone reports five times a day and no more', async () => {
  const url = `/p/${site.router.portalKey}/lapor`;
  const fields = fieldsOf((await site.portal.inject(`${url}?mac=${site.mac}`)).body);
  for (let i = 0; i < 5; i += 1)
    expect((await post(url, { ...fields, jenis: 'other', teks: `ke-${i}` })).statusCode).toBe(303);
  const sixth = await post(url, { ...fields, jenis: 'other', teks: 'ke-6' });
  expect([sixth.statusCode, sixth.body.includes('sudah cukup untuk hari ini')]).toEqual([429, true]);
});

test('a number that is not there, or is none, finds nothing', async () => {
  for (const number of ['ZZZZZZ', 'x', '%00', 'a'.repeat(90)]) {
    const { statusCode, body } = await site.portal.inject(`/laporan/${number}`);
    expect([statusCode, body.includes('Laporan tidak ditemukan')]).toEqual([404, true]);
  }
  expect((await site.portal.inject('/laporan?nomor=abc-def')).headers.location).toBe(
    '/laporan/ABCDEF?bahasa=id',
  );
});
