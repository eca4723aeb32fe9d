import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { testApp } from './testing-app.ts';
import { createAgent } from './villages/agents.ts';

test('nothing below /api is answered to a stranger but what is meant for her', async () => {
  await using house = await testApp();
  const document = house.app.swagger() as { paths: Record<string, Record<string, unknown>> };
  const open: string[] = [];
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of Object.keys(methods)) {
      const url = path.replaceAll(/\{[^}]+\}/g, '1');
      const answer = await house.app.inject({
        method: method.toUpperCase() as 'GET',
        url,
        headers: { 'sec-fetch-site': 'same-origin' },
        ...(method === 'get' ? {} : { payload: {} }),
      });
      if (answer.statusCode !== 401) open.push(`${method} ${path}`);
    }
  }
  expect(open.toSorted()).toEqual([
    'delete /api/session',
    'get /api/setup/{token}',
    'post /api/session',
    'post /api/setup/{token}',
  ]);
});

test('the API describes itself as OpenAPI 3.1, every route with a summary', async () => {
  await using house = await testApp();
  const answer = await house.app.inject('/api/openapi.json');
  const document = answer.json<{
    openapi: string;
    paths: Record<string, Record<string, { summary?: string }>>;
  }>();
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toContain('/api/routers/{id}/actions');
  const silent = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, route]) => !route.summary)
      .map(([method]) => `${method} ${path}`),
  );
  expect(silent).toEqual([]);
});

test('health says that the process answers; readiness, that the database does', async () => {
  await using house = await testApp();
  expect((await house.app.inject('/healthz')).statusCode).toBe(200);
  expect((await house.app.inject('/readyz')).json()).toEqual({ ready: true });
});

test('an agent with a wrong token, and a batch that is none, are refused with a code', async () => {
  await using house = await testApp();
  const post = (headers: Record<string, string>, payload: object) =>
    house.app.inject({ method: 'POST', url: '/agent/v1/batches', headers, payload });
  expect((await post({}, {})).json()).toMatchObject({ code: 'not-signed-in' });
  expect((await post({ authorization: 'Bearer nonsense' }, {})).statusCode).toBe(401);
});

test('metrics have the names that are promised, and Prometheus finds no fault in them', async () => {
  await using house = await testApp();
  const text = await house.parts.metrics.metrics();
  for (const name of [
    'router_up',
    'router_last_poll_timestamp_seconds',
    'router_state',
    'router_users',
    'router_receive_bytes_total',
    'router_transmit_bytes_total',
    'outages_total',
    'poll_duration_seconds',
    'poll_lateness_seconds',
  ]) {
    expect(text).toContain(`# TYPE sinyaldesa_${name} `);
  }
  const checked = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
  if (checked.error) {
    if (process.env.FOREIGN_CLIENTS === 'required') throw checked.error;
    console.log('SKIPPED: promtool is not installed');
    return;
  }
  expect(checked.stdout + checked.stderr).toBe('');
  expect(checked.status).toBe(0);
});

test('with a full disk an agent is asked to keep what it has; its sign of life is taken', async () => {
  await using house = await testApp();
  const { token } = await house.app.db.$transaction((tx) => createAgent(tx, 'kantor', new Date()));
  house.app.disk.isFull = () => true;
  const at = new Date().toISOString();
  const send = (entries: unknown[]) =>
    house.app.inject({
      method: 'POST',
      url: '/agent/v1/batches',
      headers: { authorization: `Bearer ${token}` },
      payload: {
        epoch: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
        sentAt: at,
        assignment: null,
        canaries: 'none',
        proven: true,
        backlog: 0,
        entries,
      },
    });
  const gap = { kind: 'gap', seq: 1, dropped: 1, from: at, to: at, why: 'refused' };
  const refused = await send([gap]);
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '60']);
  expect((await send([])).json()).toMatchObject({ acknowledged: null });
  house.app.disk.isFull = () => false;
  expect((await send([gap])).json()).toMatchObject({ acknowledged: 1 });
});
