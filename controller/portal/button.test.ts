import { expect, test } from 'vitest';
import { ticketHash } from '../access/tickets.ts';
import { TERMS_VERSION } from './notice.ts';
import { fieldsOf, ownLogin as own, portalForTests, targetOf, testPortal } from './testing.ts';

const site = portalForTests();
const { open, press, through } = site;

test('the button: a ticket, and by 303 to the phone’s own router', async () => {
  const answer = await through();
  expect(answer.statusCode).toBe(303);
  const target = targetOf(answer);
  expect(`${target.origin}${target.pathname}`).toBe(own);
  expect([...target.searchParams.keys()]).toEqual(['username', 'password', 'dst']);
  expect(target.searchParams.get('username')).toBe(site.mac);
  const password = target.searchParams.get('password')!;
  const row = await site.database.db.ticket.findUniqueOrThrow({
    where: { hash: new Uint8Array(ticketHash(password)) },
  });
  expect(row).toMatchObject({
    mac: site.mac,
    routerId: site.router.id,
    termsVersion: TERMS_VERSION,
    usedAt: null,
  });
  expect(target.searchParams.get('dst')).toMatch(
    new RegExp(`^https://wifi\\.example\\.id/p/${site.router.portalKey}/selamat\\?t=`),
  );
});

test('pressed twice, the button gives the same ticket', async () => {
  const fields = fieldsOf((await open()).body);
  const answers = await Promise.all([press(fields), press(fields)]);
  expect(answers[0]!.headers.location).toBe(answers[1]!.headers.location);
  expect(await site.database.db.ticket.count({ where: { mac: site.mac } })).toBe(1);
});

test('pressed eleven times after it was used each time, the page has had enough', async () => {
  const fields = fieldsOf((await open()).body);
  for (let i = 0; i < 10; i += 1) {
    expect((await press(fields)).statusCode).toBe(303);
    await site.database.db.ticket.updateMany({ where: { mac: site.mac }, data: { usedAt: new Date() } });
  }
  const answer = await press(fields);
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '60']);
});

test('a page that was open for too long asks for one more tap, with a stamp that is new', async () => {
  const fields = fieldsOf((await open()).body);
  site.access.clock.at = new Date(Date.now() + 3 * 3_600_000);
  const again = await press(fields);
  expect(again.statusCode).toBe(200);
  expect(again.body).toContain('sudah lama terbuka');
  expect((await press(fieldsOf(again.body))).statusCode).toBe(303);
});

test('the welcome page tells what is left only to the phone that RADIUS let in', async () => {
  const target = targetOf(await through());
  const welcome = new URL(target.searchParams.get('dst')!);
  const path = `${welcome.pathname}${welcome.search}`;
  expect((await site.portal.inject(path)).body).not.toContain('Sisa hari ini');
  await site.database.db.ticket.updateMany({ where: { mac: site.mac }, data: { usedAt: new Date() } });
  const { body } = await site.portal.inject(path);
  expect(body).toContain('Sisa hari ini: 4 jam atau 2 GB.');
  const stamp = welcome.searchParams.get('t')!;
  for (const forged of [
    `/p/${site.router.portalKey}/selamat?mac=${site.mac}`,
    `/p/${site.router.portalKey}/selamat?t=${stamp.split('.')[0]}`,
    `/p/${site.other.portalKey}/selamat?t=${stamp}`,
    `/p/${site.router.portalKey}/selamat?t=${stamp}&t=${stamp}`,
  ]) {
    const answer = await site.portal.inject(forged);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain('Sisa');
  }
});

test('another page’s press for the same mac does not borrow the phone’s proof', async () => {
  const forger = targetOf(await through());
  const phone = targetOf(await through());
  const hash = new Uint8Array(ticketHash(phone.searchParams.get('password')!));
  await site.database.db.ticket.update({ where: { hash }, data: { usedAt: new Date() } });
  const seen = async (target: URL) =>
    (await site.portal.inject(new URL(target.searchParams.get('dst')!).href)).body;
  expect(await seen(phone)).toContain('Sisa hari ini');
  expect(await seen(forger)).not.toContain('Sisa');
});

test('without an origin of ours in the settings the phone comes back to where it came from', async () => {
  const plain = await testPortal(site.database.db, site.access);
  const page = await plain.inject({
    url: `/p/${site.router.portalKey}`,
    query: { mac: site.mac },
    headers: { host: 'wifi.lan:8081' },
  });
  const post = (host: string) =>
    plain.inject({
      method: 'POST',
      url: `/p/${site.router.portalKey}/masuk`,
      headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fieldsOf(page.body)).toString(),
    });
  expect(targetOf(await post('wifi.lan:8081')).searchParams.get('dst')).toMatch(
    /^http:\/\/wifi\.lan:8081\/p\//,
  );
  expect(targetOf(await post('a b')).searchParams.has('dst')).toBe(false);
  await plain.close();
});
