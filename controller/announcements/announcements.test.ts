import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { expect, test } from 'vitest';
import {
  type Announcement,
  type AnnouncementDraft,
  type Audience,
  plainDraft,
} from '#contract/announcements.ts';
import { type Ask, cookieOf, PASSWORD, testOps } from '../staff/testing.ts';
import villages from '../villages/index.ts';
import announcements from './index.ts';

const SUKAMAJU = '16.10.06.2021';
const MUNGGU = '16.10.01.2005';
const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-25T03:00:00.000Z');
const at = (hours: number) => new Date(NOW + hours * HOUR).toISOString();

const draft = (more: Partial<AnnouncementDraft> = {}): AnnouncementDraft => ({
  ...plainDraft,
  kind: 'news',
  severity: 'info',
  title: 'Posyandu hari Sabtu',
  body: 'Di balai desa pukul 08.00 WIB.',
  audience: { kind: 'all' },
  from: at(0),
  until: at(24),
  ...more,
});

const only = (...codes: string[]): Audience => ({ kind: 'villages', codes });
const editing = () => testOps([villages, announcements]);
const make = async (ask: Ask, more: Partial<AnnouncementDraft> = {}): Promise<Announcement> =>
  (await ask('POST', '/api/announcements', { body: draft(more) })).body;
const publish = async (ask: Ask, more: Partial<AnnouncementDraft> = {}): Promise<Announcement> =>
  (await ask('POST', `/api/announcements/${(await make(ask, more)).id}/publish`)).body;

test('an announcement is written, edited, published, withdrawn and published again, each written down', async () => {
  await using ops = await editing();
  const operator = await ops.as('operator', 'operator');
  const made = await operator('POST', '/api/announcements', { body: draft() });
  expect(made.status).toBe(201);
  const { id } = made.body;
  expect(made.body).toEqual({
    id,
    ...draft(),
    source: null,
    phase: 'draft',
    version: 1,
    writtenBy: 'operator',
    publishedAt: null,
    changedAt: at(0),
  });
  const path = `/api/announcements/${id}`;
  const early = await operator('POST', `${path}/withdraw`);
  expect([early.status, early.body.code]).toEqual([409, 'conflict']);
  const audience: Audience = { kind: 'villages', codes: [SUKAMAJU] };
  const edited = await operator('PUT', path, {
    body: { ...draft({ audience, title: 'Posyandu' }), version: 1 },
  });
  expect(edited.body).toMatchObject({ title: 'Posyandu', audience, version: 2, phase: 'draft' });
  const shown = () => ops.app.announcements.shownIn(SUKAMAJU, ops.clock.now);
  expect(await shown()).toEqual([]);
  const published = await operator('POST', `${path}/publish`);
  expect(published.body).toMatchObject({ phase: 'shown', version: 3, publishedAt: at(0) });
  expect(await shown()).toEqual([published.body]);
  expect((await operator('POST', `${path}/publish`)).body.version).toBe(3);
  expect((await operator('DELETE', path)).status).toBe(409);
  expect((await operator('POST', `${path}/withdraw`)).body).toMatchObject({ phase: 'withdrawn', version: 4 });
  expect(await shown()).toEqual([]);
  expect((await operator('POST', `${path}/publish`)).body).toMatchObject({ phase: 'shown', version: 5 });
  const acts = await ops.db.auditEntry.findMany({
    where: { act: { startsWith: 'announcement' } },
    orderBy: { id: 'asc' },
  });
  expect(acts.map((act) => act.act.split(':')[1])).toEqual([
    'create',
    'change',
    'publish',
    'withdraw',
    'publish',
  ]);
});

test('of two who edit the same version one is told; a draft is thrown away, an unknown one not found', async () => {
  await using ops = await editing();
  const operator = await ops.as('operator', 'operator');
  const { id } = await make(operator);
  const edit = (title: string) =>
    operator('PUT', `/api/announcements/${id}`, { body: { ...draft({ title }), version: 1 } });
  const both = await Promise.all([edit('Yang satu'), edit('Yang lain')]);
  expect(both.map((one) => one.status).toSorted()).toEqual([200, 409]);
  const [kept] = (await operator('GET', '/api/announcements')).body;
  expect(kept).toEqual(both.find((one) => one.status === 200)?.body);
  expect((await operator('DELETE', `/api/announcements/${id}`)).status).toBe(204);
  for (const [method, path] of [
    ['PUT', ''],
    ['POST', '/publish'],
    ['POST', '/withdraw'],
    ['DELETE', ''],
  ] as const) {
    const body = method === 'PUT' ? { body: { ...draft(), version: 2 } } : {};
    expect((await operator(method, `/api/announcements/${id}${path}`, body)).status).toBe(404);
  }
});

test.each<[why: string, more: object, field: string]>([
  ['an end before its beginning', { until: at(-1) }, 'until'],
  ['no text', { body: '  ' }, 'body'],
  ['a title of 61 letters', { title: 'x'.repeat(61) }, 'title'],
  ['a text of 281 letters', { body: 'x'.repeat(281) }, 'body'],
  ['an unknown village', { audience: { kind: 'villages', codes: ['99.99.99.9999'] } }, 'audience'],
  ['an unknown kecamatan', { audience: { kind: 'kecamatan', codes: ['99.99.99'] } }, 'audience'],
  ['no village', { audience: { kind: 'villages', codes: [] } }, 'audience.codes'],
])('%s is refused by its field', async (_why, more, field) => {
  await using ops = await editing();
  const operator = await ops.as('operator', 'operator');
  const { status, body } = await operator('POST', '/api/announcements', { body: { ...draft(), ...more } });
  expect([status, body.code, Object.keys(body.fields)]).toEqual([400, 'invalid', [field]]);
});

test('what is over already is not published', async () => {
  await using ops = await editing();
  const operator = await ops.as('operator', 'operator');
  const { id } = await make(operator, { from: at(-2), until: at(-1) });
  const { status, body } = await operator('POST', `/api/announcements/${id}/publish`);
  expect([status, body.fields]).toEqual([422, { until: 'past' }]);
});

test('an editor reaches his villages and no other, and sees what reaches them', async () => {
  await using ops = await editing();
  const operator = await ops.as('operator', 'operator');
  const editor = await ops.as('editor', 'editor', [SUKAMAJU]);
  const own = { audience: only(SUKAMAJU) };
  const foreign = { audience: only(MUNGGU) };
  const mine = await publish(editor, own);
  expect(mine).toMatchObject({ phase: 'shown', writtenBy: 'editor' });
  const tooWide: Audience[] = [
    foreign.audience,
    only(SUKAMAJU, MUNGGU),
    { kind: 'kecamatan', codes: ['16.10.06'] },
    { kind: 'all' },
  ];
  for (const audience of tooWide) {
    const body = draft({ audience });
    expect((await editor('POST', '/api/announcements', { body })).status).toBe(403);
    const widened = { ...body, version: mine.version };
    expect((await editor('PUT', `/api/announcements/${mine.id}`, { body: widened })).status).toBe(403);
  }
  const theirs = await publish(operator, foreign);
  const everybody = await publish(operator);
  for (const { id, version } of [theirs, everybody]) {
    const body = { ...draft(own), version };
    expect((await editor('PUT', `/api/announcements/${id}`, { body })).status).toBe(403);
    expect((await editor('POST', `/api/announcements/${id}/withdraw`)).status).toBe(403);
  }
  const listed = async (ask: Ask) =>
    ((await ask('GET', '/api/announcements')).body as Announcement[]).map(({ id }) => id).toSorted();
  expect(await listed(editor)).toEqual([mine.id, everybody.id].toSorted());
  expect(await listed(operator)).toEqual([mine.id, theirs.id, everybody.id].toSorted());
  const nowhere = await ops.as('baru', 'editor', []);
  expect(await listed(nowhere)).toEqual([]);
  const viewer = await ops.as('viewer', 'viewer');
  expect(await listed(viewer)).toHaveLength(3);
  expect((await viewer('POST', '/api/announcements', { body: draft() })).status).toBe(403);
});

test('a village sees what is for it and for now, the gravest first', async () => {
  await using ops = await editing();
  const operator = await ops.as('operator', 'operator');
  const put = (title: string, more: Partial<AnnouncementDraft>) => publish(operator, { ...more, title });
  await put('semua', { from: at(-3) });
  await put('kecamatan', { audience: { kind: 'kecamatan', codes: ['16.10.06'] }, from: at(-2) });
  await put('bahaya', { severity: 'danger', from: at(-9), until: null });
  await put('waspada', { severity: 'caution', from: at(-8) });
  await put('nanti', { severity: 'danger', from: at(1) });
  await put('sudah lewat sebentar lagi', { from: at(-1), until: at(0.5) });
  await put('lain desa', { audience: { kind: 'villages', codes: [MUNGGU] }, severity: 'danger' });
  await make(operator, { title: 'konsep' });
  const shown = async (village: string, hours: number) =>
    (await ops.app.announcements.shownIn(village, new Date(at(hours)))).map(({ title }) => title);
  const news = ['bahaya', 'waspada', 'sudah lewat sebentar lagi', 'kecamatan', 'semua'];
  expect(await shown(SUKAMAJU, 0)).toEqual(news);
  expect(await shown(SUKAMAJU, 0.5)).toEqual(news.filter((title) => !title.startsWith('sudah')));
  expect(await shown(SUKAMAJU, 1)).toEqual(['nanti', 'bahaya', 'waspada', 'kecamatan', 'semua']);
  expect(await shown(SUKAMAJU, 24)).toEqual(['bahaya']);
  expect(await shown(MUNGGU, 0)).toEqual([
    'lain desa',
    'bahaya',
    'waspada',
    'sudah lewat sebentar lagi',
    'semua',
  ]);
});

/** A browser's socket, and the titles that reach it. */
async function listen(port: number, cookie: string): Promise<{ titles: string[]; socket: Socket }> {
  const titles: string[] = [];
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    extraHeaders: { cookie },
    reconnection: false,
  });
  socket.on('announcement:changed', ({ title, phase }: Announcement) => titles.push(`${title} ${phase}`));
  await new Promise((resolve, reject) =>
    socket.on('connect', () => resolve(null)).on('connect_error', reject),
  );
  return { titles, socket };
}

test('open dashboards hear of it at once, each only of villages that she may read', async () => {
  await using ops = await editing();
  const operator = await ops.as('operator', 'operator');
  await ops.as('teknisi', 'technician', [SUKAMAJU]);
  await ops.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = ops.app.server.address() as AddressInfo;
  const connect = async (name: string) => {
    const body = { name, password: PASSWORD };
    return listen(port, cookieOf((await ops.ask('POST', '/api/session', { body })).response));
  };
  const office = await connect('operator');
  const hers = await connect('teknisi');
  await publish(operator, { title: 'untuk Munggu', audience: { kind: 'villages', codes: [MUNGGU] } });
  await publish(operator, { title: 'untuk semua' });
  await expect.poll(() => office.titles).toHaveLength(4);
  await expect.poll(() => hers.titles).toEqual(['untuk semua draft', 'untuk semua shown']);
  expect(office.titles.slice(0, 2)).toEqual(['untuk Munggu draft', 'untuk Munggu shown']);
  // Signed out elsewhere, or changed by an admin: her socket ends with her session.
  const gone = new Promise((resolve) => hers.socket.on('disconnect', resolve));
  const admin = await ops.as('admin', 'admin');
  const { id } = await ops.db.staff.findUniqueOrThrow({ where: { name: 'teknisi' } });
  ops.app.bus.on('session:ended', (session) => ops.app.live.endSession(session));
  await admin('PATCH', `/api/staff/${id}`, { body: { disabled: true } });
  expect(await gone).toBe('io server disconnect');
  office.socket.close();
  await expect(connect('teknisi')).rejects.toMatchObject({ data: { code: 'not-signed-in' } });
});
