import { expect, test } from 'vitest';
import { fieldsOf, ownLogin as own, portalForTests, targetOf } from './testing.ts';

const site = portalForTests();
const { open, press, through } = site;

test.each<[why: string, query: Record<string, string>]>([
  ['another host', { login: 'http://evil.example/login' }],
  ['another host behind a user name', { login: 'http://login.sukamaju.lan@evil.example/login' }],
  ['another port', { login: 'http://login.sukamaju.lan:8080/login' }],
  ['another path', { login: 'http://login.sukamaju.lan/evil' }],
  ['a script', { login: 'javascript:alert(1)' }],
  ['no address', { login: '' }],
])('forged login (%s): the phone goes to its own router all the same', async (_why, query) => {
  const page = await open(query);
  expect(page.body).not.toContain('evil');
  expect(page.body).not.toContain('javascript');
  const [seen, posted] = [await press(fieldsOf(page.body)), await through({}, query)];
  for (const answer of [seen, posted]) {
    const target = targetOf(answer);
    expect(`${target.origin}${target.pathname}`).toBe(own);
  }
});

test.each<[why: string, changes: () => Record<string, string>, key: () => string, field: string]>([
  ['another phone’s mac', () => ({ mac: '02:00:00:00:00:01' }), () => site.router.portalKey, 'tanda'],
  ['the page of another router', () => ({}), () => site.other.portalKey, 'tanda'],
  ['no stamp', () => ({ tanda: '' }), () => site.router.portalKey, 'tanda'],
  ['a stamp that was made up', () => ({ tanda: 'abc.def' }), () => site.router.portalKey, 'tanda'],
  ['no mac', () => ({ mac: '' }), () => site.router.portalKey, 'mac'],
  ['a mac that is none', () => ({ mac: 'x' }), () => site.router.portalKey, 'mac'],
  ['an unknown language', () => ({ bahasa: 'fr' }), () => site.router.portalKey, 'bahasa'],
])('forged form (%s): 400, and the field is named', async (_why, changes, key, field) => {
  const fields = { ...fieldsOf((await open()).body), ...changes() };
  const answer = await press(fields, key());
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain(`Isian ${field}`);
  expect(await site.database.db.ticket.count({ where: { mac: site.mac } })).toBe(0);
});

test.each<[why: string, payload: (fields: URLSearchParams) => string, status: number, says: string]>([
  ['a field twice', (fields) => `${fields}&mac=02:00:00:00:00:02`, 400, 'Isian mac'],
  [
    'a field much too long',
    (fields) => fields.toString().replace(/login=[^&]*/, `login=${'x'.repeat(400)}`),
    413,
    'Isian login',
  ],
  ['a body much too long', (fields) => `${fields}&x=${'x'.repeat(5_000)}`, 413, 'Isian badan'],
  ['nothing', () => '', 400, 'Isian mac'],
])('hostile form (%s) is refused by its field', async (_why, payload, status, says) => {
  const fields = new URLSearchParams(fieldsOf((await open()).body));
  const answer = await press(payload(fields));
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toContain('text/html');
  expect(answer.body).toContain(says);
});

test.each(['application/json', 'text/xml', 'multipart/form-data; boundary=x'])(
  'a form sent as %s is refused',
  async (type) => {
    const answer = await site.portal.inject({
      method: 'POST',
      url: `/p/${site.router.portalKey}/masuk`,
      headers: { 'content-type': type },
      payload: '{"mac":"02:00:00:00:00:02"}',
    });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.headers['content-type']).toContain('text/html');
  },
);

test('fields that a phone adds for RADIUS go nowhere', async () => {
  const answer = await through(
    {},
    { radius31: '02:00:00:00:00:09', username: 'root', dst: 'http://evil.example/' },
  );
  expect(answer.statusCode).toBe(303);
  expect(String(answer.headers.location)).not.toMatch(/radius31|root|evil/);
});

test('where the resident wanted to go is neither kept nor followed', async () => {
  const { body } = await open({ dst: 'javascript:alert(document.domain)' });
  expect(body).not.toContain('alert');
  const answer = await through({ dst: 'http://evil.example/' });
  expect(String(answer.headers.location)).not.toContain('evil');
});
