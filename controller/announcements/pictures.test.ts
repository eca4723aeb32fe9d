import sharp from 'sharp';
import { expect, test } from 'vitest';
import { plainDraft } from '#contract/announcements.ts';
import { testOps } from '../staff/testing.ts';
import villages from '../villages/index.ts';
import { encodePicture, kindOf, MOST_BYTES, PictureRefused } from './encode-picture.ts';
import announcements from './index.ts';
import { eraseUnused, UNUSED_MS } from './picture-store.ts';

/** What no encoder can make small: every dot of another colour. */
function noise(width: number, height: number): Promise<Buffer> {
  let seed = 1;
  const raw = Buffer.alloc(width * height * 3);
  for (let at = 0; at < raw.length; at += 1) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    raw[at] = seed >>> 24;
  }
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}
const plainPicture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0b5cad' } });

test.each<[why: string, width: number, height: number]>([
  ['a photo full of detail', 1600, 1200],
  ['a tall one', 300, 4000],
  ['a small one', 90, 60],
])('%s becomes a WebP and a JPEG of at most 15,360 bytes', async (_why, width, height) => {
  const made = await encodePicture(await noise(width, height));
  for (const [bytes, format] of [
    [made.webp, 'webp'],
    [made.jpeg, 'jpeg'],
  ] as const) {
    expect(bytes.length).toBeLessThanOrEqual(MOST_BYTES);
    const is = await sharp(bytes).metadata();
    expect([is.format, is.width, is.height]).toEqual([format, made.width, made.height]);
  }
  expect(made.width).toBeLessThanOrEqual(Math.min(720, width));
});

test('an easy picture keeps 720 px; upright, and without what the camera wrote', async () => {
  const photo = await plainPicture(2000, 1000)
    .withExif({ IFD0: { Make: 'Kamera' }, IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '3/1 13/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const made = await encodePicture(photo);
  // Lying in the file, standing by its orientation.
  expect([made.width, made.height]).toEqual([720, 1440]);
  for (const bytes of [made.webp, made.jpeg]) {
    const { exif, orientation, icc } = await sharp(bytes).metadata();
    expect([exif, orientation ?? 1, icc]).toEqual([undefined, 1, undefined]);
    expect(Buffer.from(bytes).includes('Kamera')).toBe(false);
  }
});

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
const hugePng = () => plainPicture(8000, 8000).png({ compressionLevel: 9 }).toBuffer();
const animated = async () => {
  const frames = [await plainPicture(20, 20).png().toBuffer(), await noise(20, 20)];
  return sharp(frames, { join: { animated: true } })
    .webp()
    .toBuffer();
};
const cut = async () => (await noise(400, 300)).subarray(0, 9_000);
const falseHeic = async () => Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), await cut()]);

test.each<[why: string, bytes: () => Promise<Buffer> | Buffer, fault: string]>([
  ['nothing', () => Buffer.alloc(0), 'not-a-picture'],
  ['text', () => Buffer.from('halo, ini bukan gambar'), 'not-a-picture'],
  ['a drawing with commands in it', () => svg, 'not-a-picture'],
  ['a page with a picture’s name', () => Buffer.from('<html><script>1</script>'), 'not-a-picture'],
  ['half a photo', cut, 'broken'],
  ['the beginning of a PNG', () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'broken'],
  ['64 million dots in some kB', hugePng, 'too-many-pixels'],
  ['one that moves', animated, 'animated'],
  ['HEIC that cannot be read', falseHeic, 'heic'],
])('%s is refused', async (_why, bytes, fault) => {
  const refused = await encodePicture(await bytes()).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(PictureRefused);
  expect(refused).toMatchObject({ fault });
});

test('a picture is known by its first bytes, whatever it is called', async () => {
  expect(kindOf(await plainPicture(9, 9).png().toBuffer())).toBe('png');
  expect(kindOf(await plainPicture(9, 9).webp().toBuffer())).toBe('webp');
  expect(kindOf(await plainPicture(9, 9).jpeg().toBuffer())).toBe('jpeg');
  expect(kindOf(Buffer.from('GIF89a________'))).toBe(null);
});

const NOW = '2026-11-25T03:00:00.000Z';
const draft = {
  ...plainDraft,
  kind: 'works',
  severity: 'info',
  title: 'Jalan lingkungan',
  body: 'Pengecoran jalan dusun dua.',
  audience: { kind: 'all' },
  from: NOW,
  until: null,
  progressPercent: 40,
  budgetIdr: '125000000',
};

test('sent, shown, used, kept by its versions, and erased when nobody took it', async () => {
  await using ops = await testOps([villages, announcements]);
  const operator = await ops.as('operator', 'operator');
  const viewer = await ops.as('viewer', 'viewer');
  const put = (payload: Buffer, type = 'image/jpeg') =>
    operator('PUT', '/api/pictures', { raw: { type, payload } });
  const bytes = await plainPicture(300, 200).jpeg().toBuffer();
  expect((await viewer('PUT', '/api/pictures', { raw: { type: 'image/jpeg', payload: bytes } })).status).toBe(
    403,
  );
  const used = await put(bytes);
  expect([used.status, used.body.width, used.body.height]).toEqual([200, 300, 200]);
  expect((await put(bytes)).body).toEqual(used.body);
  const unused = (await put(await plainPicture(50, 50).png().toBuffer(), 'image/png')).body;
  const bad = await put(svg);
  expect([bad.status, bad.body.fields]).toEqual([422, { picture: 'not-a-picture' }]);
  expect((await put(svg, 'image/svg+xml')).status).toBe(415);
  expect((await put(Buffer.alloc(10_000_001))).status).toBe(413);

  const { name } = used.body;
  const shown = await viewer('GET', `/api/pictures/${name}.webp`);
  expect([shown.status, shown.response.headers['content-type']]).toEqual([200, 'image/webp']);
  expect((await sharp(shown.response.rawPayload).metadata()).width).toBe(300);
  expect(await ops.app.announcements.picture(name, 'jpeg')).toBeInstanceOf(Buffer);
  expect(await ops.app.announcements.picture('0'.repeat(64), 'jpeg')).toBe(null);
  expect((await viewer('GET', `/api/pictures/${'0'.repeat(64)}.jpeg`)).status).toBe(404);

  const made = await operator('POST', '/api/announcements', { body: { ...draft, picture: name } });
  expect(made.body).toMatchObject({
    picture: used.body,
    progressPercent: 40,
    budgetIdr: '125000000',
    source: null,
  });
  const wrong = await operator('POST', '/api/announcements', { body: { ...draft, picture: '1'.repeat(64) } });
  expect([wrong.status, wrong.body.fields]).toEqual([400, { picture: 'unknown' }]);
  await operator('PUT', `/api/announcements/${made.body.id}`, { body: { ...draft, version: 1 } });

  const later = (ms: number) => new Date(ops.clock.now.getTime() + ms);
  expect(await eraseUnused(ops.db, later(UNUSED_MS))).toBe(0);
  expect(await eraseUnused(ops.db, later(UNUSED_MS + 1))).toBe(1);
  expect((await viewer('GET', `/api/pictures/${unused.name}.webp`)).status).toBe(404);
  expect((await viewer('GET', `/api/pictures/${name}.webp`)).status).toBe(200);
});

test('each act is a version: who wrote, changed, published and withdrew it', async () => {
  await using ops = await testOps([villages, announcements]);
  const operator = await ops.as('operator', 'operator');
  const admin = await ops.as('admin', 'admin');
  const { id } = (await operator('POST', '/api/announcements', { body: draft })).body;
  const path = `/api/announcements/${id}`;
  await admin('PUT', path, { body: { ...draft, title: 'Jalan dusun', version: 1 } });
  await operator('POST', `${path}/publish`);
  await admin('POST', `${path}/withdraw`);
  const { status, body } = await operator('GET', `${path}/versions`);
  expect(status).toBe(200);
  expect(
    body.map((one: { version: number; act: string; by: string; content: { title: string } }) => [
      one.version,
      one.act,
      one.by,
      one.content.title,
    ]),
  ).toEqual([
    [4, 'withdraw', 'admin', 'Jalan dusun'],
    [3, 'publish', 'operator', 'Jalan dusun'],
    [2, 'change', 'admin', 'Jalan dusun'],
    [1, 'create', 'operator', 'Jalan lingkungan'],
  ]);
  const elsewhere = await ops.as('baru', 'editor', []);
  expect((await elsewhere('GET', `${path}/versions`)).status).toBe(404);
  expect((await operator('GET', '/api/announcements/999999/versions')).status).toBe(404);
});

test.each<[why: string, more: object, fields: object]>([
  [
    'an agenda without its time',
    { kind: 'agenda', progressPercent: null, budgetIdr: null },
    { startsAt: 'agenda-needs-it' },
  ],
  [
    'an end before the start',
    { startsAt: NOW, endsAt: '2026-11-25T02:00:00.000Z' },
    { endsAt: 'before-start' },
  ],
  ['an end without a start', { endsAt: NOW }, { endsAt: 'without-start' }],
  ['progress of news', { kind: 'news', budgetIdr: null }, { progressPercent: 'only-works' }],
  ['money of news', { kind: 'news', progressPercent: null }, { budgetIdr: 'only-works' }],
])('%s is refused by its field', async (_why, more, fields) => {
  await using ops = await testOps([villages, announcements]);
  const operator = await ops.as('operator', 'operator');
  const { status, body } = await operator('POST', '/api/announcements', { body: { ...draft, ...more } });
  expect([status, body.fields]).toEqual([400, fields]);
});

test('a phone has seen all warnings until a new one is shown in its village', async () => {
  await using ops = await testOps([villages, announcements]);
  const operator = await ops.as('operator', 'operator');
  const VILLAGE = '16.10.06.2021';
  const hour = (hours: number) => new Date(ops.clock.now.getTime() + hours * 3_600_000);
  const since = (seen: number, now: number) =>
    ops.app.announcements.warningsSince(VILLAGE, hour(seen), hour(now));
  const publish = async (more: object) => {
    const body = { ...draft, progressPercent: null, budgetIdr: null, ...more };
    const { id } = (await operator('POST', '/api/announcements', { body })).body;
    await operator('POST', `/api/announcements/${id}/publish`);
  };
  await publish({ kind: 'news' });
  await publish({ kind: 'warning', audience: { kind: 'villages', codes: ['16.10.01.2005'] } });
  expect(await since(-1, 0)).toBe(false);
  await publish({ kind: 'warning', from: hour(2).toISOString(), until: hour(5).toISOString() });
  expect(await since(1, 1.5)).toBe(false);
  expect(await since(1, 2)).toBe(true);
  expect(await since(3, 4)).toBe(false);
  expect(await since(1, 5)).toBe(false);
});
