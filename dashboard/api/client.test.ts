import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RequestFailed, request, withQuery } from './client.ts';

const answers: Record<string, [status: number, body: string]> = {
  '/good': [200, '{"is":true}'],
  '/nothing': [204, ''],
  '/wrong': [422, '{"code":"confirmation-wrong","message":"the village is another"}'],
  '/slow': [429, '{"code":"too-many-tries","message":"wait","retryAfterSeconds":30}'],
  '/proxy': [502, '<html>Bad Gateway'],
  '/broken': [500, ''],
};
const server = createServer((asked, answer) => {
  const [status, body] = answers[asked.url ?? ''] ?? [404, ''];
  answer.writeHead(status).end(body);
});
let origin = '';
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

test('an answer is its JSON, and no content is undefined', async () => {
  expect(await request(`${origin}/good`)).toEqual({ is: true });
  expect(await request(`${origin}/nothing`, { method: 'DELETE' })).toBeUndefined();
});

test.each([
  ['/wrong', 422, 'confirmation-wrong'],
  ['/slow', 429, 'too-many-tries'],
  ['/proxy', 502, 'unreachable'],
  ['/broken', 500, 'internal'],
  ['/gone', 404, 'not-found'],
])('%s is refused with %i and code %s', async (path, status, code) => {
  await expect(request(`${origin}${path}`)).rejects.toMatchObject({ name: 'RequestFailed', status, code });
});

test('nobody answers: unreachable', async () => {
  const failed = await request('http://127.0.0.1:9/').catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(RequestFailed);
  expect(failed).toMatchObject({ status: 0, code: 'unreachable' });
});

test('what is not asked for stays out of the address', () => {
  expect(withQuery('/api/outages', { open: false, village: undefined, limit: 50 })).toBe(
    '/api/outages?open=false&limit=50',
  );
  expect(withQuery('/api/outages', { village: '' })).toBe('/api/outages');
});
