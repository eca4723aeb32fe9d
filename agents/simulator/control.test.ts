import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { controlServer } from './control.ts';
import { FAULTS } from './fault-kinds.ts';
import { FleetRun } from './fleet.ts';

async function start(routers = 2) {
  const fleet = new FleetRun({ routers });
  await fleet.start();
  const server = controlServer(fleet);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${base}${path}`, {
      method,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, json: (await answer.json()) as never };
  };
  return {
    fleet,
    base,
    ask,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await fleet[Symbol.asyncDispose]();
    },
  };
}

test('routers are listed with where they are and how often they booted', async () => {
  await using control = await start();
  const { json } = await control.ask('GET', '/routers');
  expect(json).toMatchObject([
    {
      index: 1,
      name: 'desa-01',
      host: '127.0.0.1',
      port: control.fleet.routers[0]!.port,
      reboots: 0,
      commandedReboots: 0,
      faults: [],
    },
    { index: 2, tunnelAddress: '127.44.0.2', httpPort: control.fleet.routers[1]!.httpPort },
  ]);
});

test('faults: listed, begun with their details, ended', async () => {
  await using control = await start();
  expect((await control.ask('GET', '/faults')).json).toHaveLength(Object.keys(FAULTS).length);
  const begun = await control.ask('POST', '/routers/2/faults', { kind: 'power-cut', seconds: 60 });
  expect(begun).toMatchObject({ status: 201, json: { faults: ['power-cut'], reachable: false } });
  expect(control.fleet.routers[1]!.faults).toEqual(['power-cut']);
  expect(await control.ask('DELETE', '/routers/2/faults')).toMatchObject({
    status: 200,
    json: { faults: [], reachable: true, reboots: 1 },
  });
});

test.each<[method: string, path: string, body: unknown, status: number, error: RegExp]>([
  ['POST', '/routers/1/faults', { kind: 'flood' }, 400, /unknown kind/],
  ['POST', '/routers/1/faults', { kind: 'rst', seconds: -1 }, 400, /seconds/],
  ['POST', '/routers/1/faults', { kind: 'rst', colour: 'red' }, 400, /colour/],
  ['POST', '/routers/1/faults', '{', 400, /no JSON/],
  ['POST', '/routers/1/faults', 'x'.repeat(20_000), 413, /16384 bytes/],
  ['POST', '/routers/9/faults', { kind: 'rst' }, 404, /numbered from 1 to 2/],
  ['POST', '/links/moon/faults', {}, 404, /canary-a, canary-b, hub/],
  ['GET', '/certificate', undefined, 404, /--tls-port/],
  ['GET', '/weather', undefined, 404, /there is no GET \/weather/],
  ['GET', '/routers/1/history?from=yesterday&to=now&step=1', undefined, 400, /from=ISO/],
  [
    'GET',
    '/routers/1/history?from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&step=1',
    undefined,
    400,
    /at most/,
  ],
  ['PATCH', '/routers/1', { rebootManner: 'slow' }, 400, /rebootManner/],
])('%s %s %j is refused with %i', async (method, path, body, status, error) => {
  await using control = await start();
  const answer = await control.ask(method, path, body);
  expect(answer.status).toBe(status);
  expect((answer.json as { error: string }).error).toMatch(error);
});

test('reboot manner and time can be set, phones opened, joined and closed', async () => {
  await using control = await start();
  await control.ask('PATCH', '/routers/1', { rebootManner: 'silence', rebootSeconds: 3, name: 'sd-1' });
  expect(control.fleet.routers[0]!.name).toBe('sd-1');
  expect((await control.ask('GET', '/routers/desa-01')).json).toMatchObject({
    name: 'desa-01',
    identity: 'sd-1',
  });
  const opened = await control.ask('POST', '/routers/1/phones', { mac: '02:00:00:00:00:07' });
  expect(opened).toMatchObject({ status: 201, json: { mac: '02:00:00:00:00:07', online: false } });
  expect((await control.ask('GET', '/routers/1/phones')).json).toHaveLength(1);
  expect(
    (await control.ask('PATCH', '/routers/1/phones', { mac: '02:00:00:00:00:07', act: 'roam', to: '2' }))
      .status,
  ).toBe(200);
  expect((await control.ask('GET', '/routers/1/phones')).json).toHaveLength(0);
  expect((await control.ask('GET', '/routers/2/phones')).json).toHaveLength(1);
});

const reaches = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });

test('each link is cut and mended on its own', async () => {
  await using control = await start(1);
  const [a, b, hub] = control.fleet.links;
  await control.ask('POST', '/links/canary-a/faults');
  expect(await Promise.all([a, b, hub].map((link) => reaches(link!.port)))).toEqual([false, true, true]);
  expect(await control.ask('DELETE', '/links/canary-a/faults')).toMatchObject({
    json: { up: true, port: a!.port },
  });
  expect(await reaches(a!.port)).toBe(true);
});

test('history is NDJSON', async () => {
  await using control = await start(1);
  const to = new Date();
  const from = new Date(to.getTime() - 3_600_000);
  const answer = await fetch(
    `${control.base}/routers/1/history?from=${from.toISOString()}&to=${to.toISOString()}&step=10`,
  );
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(lines).toHaveLength(360);
  expect(lines[0]).toMatchObject({ at: from.toISOString(), answered: true });
});

test('a script is pasted into the console of a router, whole or cut; the button confirms device-mode', async () => {
  await using control = await start();
  const paste = (body: object) => control.ask('POST', '/routers/2/console', body);
  expect(await paste({ text: '/system identity set name=baru\n/foo' })).toEqual({
    status: 200,
    json: {
      output: 'bad command name foo (line 1 column 2)',
      errors: ['bad command name foo (line 1 column 2)'],
      ok: false,
    },
  });
  expect(control.fleet.routers.map(({ name }) => name)).toEqual(['desa-01', 'baru']);
  expect((await paste({ text: ':put a\n:put b', untilLine: 1 })).json).toMatchObject({
    output: 'a',
    ok: true,
  });
  expect((await paste({ text: ':put abc', cutAfterBytes: 6 })).json).toMatchObject({ output: 'a' });
  expect((await paste({ text: `:put 1 #${' '.repeat(100_000)}` })).status).toBe(200);
  expect((await paste({ wrong: 1 })).status).toBe(400);
  await paste({ text: '/system device-mode update mode=basic' });
  expect((await control.ask('POST', '/routers/2/button')).json).toEqual({ activated: true });
  expect((await control.ask('GET', '/routers/2')).json).toMatchObject({ deviceMode: 'basic' });
});
