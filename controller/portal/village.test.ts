import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fieldsOf, portalForTests, targetOf, testAnnouncement, testPortal } from './testing.ts';

const site = portalForTests();
const now = new Date('2026-11-25T03:05:30Z');
const warning = testAnnouncement({
  id: 7,
  kind: 'warning',
  severity: 'danger',
  title: 'Banjir di hulu',
  body: 'Jauhi sungai.',
});
const told = [
  testAnnouncement({ id: 1 }),
  warning,
  testAnnouncement({
    id: 2,
    kind: 'agenda',
    title: 'Posyandu',
    startsAt: '2026-11-26T02:00:00.000Z',
    endsAt: '2026-11-26T04:00:00.000Z',
    place: 'Balai desa',
  }),
  testAnnouncement({ id: 3, kind: 'agenda', title: 'Sudah lewat', startsAt: '2026-11-20T02:00:00.000Z' }),
  testAnnouncement({
    id: 4,
    kind: 'works',
    title: 'Jalan poros',
    progressPercent: 40,
    picture: { name: 'ab'.repeat(32), width: 360, height: 240 },
  }),
  testAnnouncement({
    id: 5,
    kind: 'service',
    title: 'Surat pengantar',
    contact: 'Kantor desa 0812',
    source: { feed: 'Sidesi', okAt: '2026-11-25T03:00:00.000Z' },
  }),
];
const path = () => `/p/${site.router.portalKey}`;
const village = '16.10.04.2012';
const withdraw = () =>
  site.database.db.openingException.updateMany({ data: { withdrawnAt: new Date(0), withdrawnBy: 'admin' } });

test('agenda, works, services, pictures, whom to call, the age of feeds and of the page', async () => {
  site.access.clock.at = now;
  await site.database.db.village.update({ where: { code: village }, data: { contact: 'Pak Lurah 0813' } });
  const portal = await testPortal(site.database.db, site.access, { announcements: told });
  const { body } = await portal.inject(`${path()}?mac=${site.mac}`);
  expect(body).toContain('Kamis, 26 November pukul 09.00 WIB sampai 11.00 WIB');
  expect(body).toContain('Tempat: Balai desa');
  expect(body).not.toContain('Sudah lewat');
  expect(body).toContain('<progress max="100" value="40" aria-label="Selesai 40 %">');
  expect(body).toContain(`srcset="/gambar/${'ab'.repeat(32)}.webp"`);
  expect(body).toMatch(/<img src="\/gambar\/(ab)+\.jpg" width="360" height="240" alt="[^"]+" loading="lazy"/);
  expect(body).toContain('Hubungi: Kantor desa 0812');
  expect(body).toContain('Pak Lurah 0813');
  expect(body).toMatch(/Data Sidesi, diperbarui Rabu, 25 November pukul 10\.00 WIB/);
  expect(body).toMatch(/Halaman ini disegarkan Rabu, 25 November pukul 10\.05 WIB/);
  const order = ['Banjir di hulu', '<button>', 'Pasar murah', 'Posyandu', 'Jalan poros', 'Surat pengantar'];
  expect(order.map((one) => body.indexOf(one))).toEqual(
    order.map((one) => body.indexOf(one)).toSorted((a, b) => a - b),
  );
  await portal.close();
});

test('a warning in force stands above every page of its village, errors too, and is not told twice', async () => {
  const portal = await testPortal(site.database.db, site.access, { announcements: told });
  const key = site.router.portalKey;
  await portal.inject(path());
  for (const url of [
    path(),
    `${path()}?error=SD-QUOTA`,
    `${path()}/selamat`,
    `${path()}/kode?mac=${site.mac}`,
    `${path()}/lapor?mac=${site.mac}`,
    `${path()}/hapus?t=x`,
    `${path()}/aturan`,
    `${path()}/tidak-ada`,
    `/info/${village}`,
    '/info/sukamaju/lapor',
  ]) {
    const { body } = await portal.inject(url);
    expect(body.match(/Banjir di hulu/g), url).toHaveLength(1);
    expect(body.indexOf('Banjir'), url).toBeLessThan(body.indexOf('<h1>'));
  }
  const wrong = await portal.inject({ method: 'POST', url: `/p/${key}/masuk` });
  expect([wrong.statusCode, wrong.body.includes('Banjir di hulu')]).toEqual([400, true]);
  await portal.close();
});

test('what was kept compressed is, with its hole filled, the same page', async () => {
  const url = `${path()}?mac=${site.mac}&login=${encodeURIComponent('http://login.sukamaju.lan/login')}`;
  const stampless = (page: string) => page.replaceAll(/name="tanda" value="[^"]*"/g, '');
  const plain = await site.portal.inject({ url, headers: { 'accept-encoding': 'identity' } });
  const packed = await site.portal.inject({ url, headers: { 'accept-encoding': 'gzip' } });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(stampless(gunzipSync(packed.rawPayload).toString())).toBe(stampless(plain.body));
});

test('closed: no button, and when it opens; a press on an old page gets no ticket; codes stay a way', async () => {
  const fields = fieldsOf((await site.open()).body);
  await site.database.db.openingException.create({
    data: {
      kind: 'closed',
      villages: [village],
      from: new Date(Date.now() - 3_600_000),
      until: new Date(Date.now() + 3_600_000),
      reason: 'Ujian sekolah',
      enteredAt: new Date(),
      enteredBy: 'admin',
    },
  });
  const portal = await testPortal(site.database.db, site.access);
  const { body } = await portal.inject(`${path()}?mac=${site.mac}`);
  expect(body).toContain('Wifi sedang tutup.');
  expect(body).toContain('Ujian sekolah');
  expect(body).toMatch(/Buka lagi .* WIB/);
  expect(body).not.toContain('<button>');
  expect(body).toContain('Punya kode?');
  // A router that is alone lets nobody in before it opens, and until then only after that.
  const hours = (await portal.inject(`${path()}/halaman/jam.txt`)).body;
  expect(hours).toMatch(/^h\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} 24:00:00,/);
  const press = await portal.inject({
    method: 'POST',
    url: `${path()}/masuk`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
  expect([press.statusCode, press.body.includes('Wifi sedang tutup.')]).toEqual([200, true]);
  expect(await site.database.db.ticket.count({ where: { mac: site.mac } })).toBe(0);
  await withdraw();
  await portal.close();
});

test('a planned outage and the end of the service are told ahead, with the button', async () => {
  const data = { villages: [], enteredAt: new Date(), enteredBy: 'admin' };
  const from = new Date(Date.now() + 86_400_000);
  await site.database.db.openingException.createMany({
    data: [
      { ...data, kind: 'planned-outage', from, until: new Date(+from + 3_600_000), reason: 'Ganti antena' },
      { ...data, kind: 'end-of-service', from, until: null, reason: 'Kontrak selesai' },
    ],
  });
  const portal = await testPortal(site.database.db, site.access);
  const { body } = await portal.inject(`${path()}?mac=${site.mac}`);
  expect(body).toMatch(/Wifi akan mati .* WIB sampai .* WIB\./);
  expect(body).toContain('Ganti antena');
  expect(body).toMatch(/Layanan wifi ini berakhir/);
  expect(body).toContain('<button>');
  await withdraw();
  await portal.close();
});

test('the rest of the day, and erasing this phone, only for the phone that RADIUS let in', async () => {
  const target = targetOf(await site.through());
  const welcome = new URL(target.searchParams.get('dst')!);
  await site.database.db.ticket.updateMany({ where: { mac: site.mac }, data: { usedAt: new Date() } });
  const page = await site.portal.inject(`${welcome.pathname}${welcome.search}`);
  expect(page.body).toContain('Sisa hari ini');
  const to = /href="([^"]*\/hapus\?[^"]*)"/.exec(page.body)![1]!.replaceAll('&amp;', '&');
  const ask = await site.portal.inject(to);
  expect(ask.body).toContain('Hapus data ponsel ini?');
  await site.database.db.hotspotSession.create({
    data: {
      routerId: site.router.id,
      acctUniqueId: site.mac,
      acctSessionId: 'x',
      userName: site.mac,
      callingStationId: site.mac,
      acctStartTime: new Date(),
      acctUpdateTime: new Date(),
    },
  });
  const post = async (fields: Record<string, string>) =>
    await site.portal.inject({
      method: 'POST',
      url: `${path()}/hapus`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });
  expect((await post({ ...fieldsOf(ask.body), t: 'x.y' })).body).toContain('Tidak ada yang dihapus');
  expect((await post(fieldsOf(ask.body))).body).toContain('sudah dihapus dari catatan');
  expect(await site.database.db.rememberedDevice.count({ where: { mac: site.mac } })).toBe(0);
});
