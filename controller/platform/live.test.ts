import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import type { LiveEvents, LiveRequests, RouterDelta } from '#contract/live.ts';
import type { Snapshot } from '#contract/status.ts';
import { createLive, type Watcher } from './live.ts';

const A = '16.10.06.2021';
const B = '16.10.04.2005';
const people: Record<string, Watcher> = {
  operator: { session: 's-operator', villages: null },
  teknisi: { session: 's-teknisi', villages: [A] },
};

type Client = Socket<LiveEvents, LiveRequests>;

async function house() {
  const server = createServer();
  const live = createLive({
    allowsOrigin: (origin, host) => origin === undefined || new URL(origin).host === host,
  });
  live.attach(server, {
    watcherOf: async (cookie) => people[cookie ?? ''] ?? null,
    snapshot: async (villages) =>
      ({ serverNow: '2026-11-25T00:00:00.000Z', routers: [], notices: [], villages }) as Snapshot,
    agentOf: async (token) => (token === 'good' ? 7 : null),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    await live.close();
  });
  const connect = (cookie: string, extra: Record<string, string> = {}): Client => {
    const socket: Client = io(origin, {
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: { cookie, ...extra },
      forceNew: true,
    });
    onTestFinished(() => void socket.close());
    return socket;
  };
  return { live, origin, connect };
}

const opened = (socket: Socket) =>
  new Promise<string>((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('connect_error', (error: Error & { data?: { code: string } }) =>
      resolve(error.data?.code ?? 'refused'),
    );
  });
const delta = (id: number, version: number, facts: Partial<RouterDelta> = {}): RouterDelta => ({
  id,
  version,
  ...facts,
});
const nextDeltas = (socket: Client) =>
  new Promise<RouterDelta[]>((resolve) => socket.once('routers:delta', resolve));

test('nobody without a session, and no page of another origin, gets a socket', async () => {
  const { connect, origin } = await house();
  expect(await opened(connect('nobody'))).toBe('not-signed-in');
  expect(await opened(connect('operator', { origin: 'http://evil.example' }))).toBe('refused');
  expect(await opened(connect('operator', { origin }))).toBe('connected');
});

test('each hears of her villages alone; a state change goes out at once with what was gathered', async () => {
  const { live, connect } = await house();
  const operator = connect('operator');
  const technician = connect('teknisi');
  await Promise.all([opened(operator), opened(technician)]);
  const heard: RouterDelta[] = [];
  technician.on('routers:delta', (deltas) => heard.push(...deltas));
  const all = nextDeltas(operator);
  live.routerChanged(B, delta(2, 5, { users: 3 }), false);
  live.routerChanged(B, delta(2, 6, { users: 4 }), false);
  live.routerChanged(A, delta(1, 9, { state: 'down' }), true);
  expect(await all).toEqual([delta(2, 6, { users: 4 }), delta(1, 9, { state: 'down' })]);
  // A second round trip behind it: whatever was meant for her has come.
  await technician.timeout(1_000).emitWithAck('watch', { villages: null });
  expect(heard).toEqual([delta(1, 9, { state: 'down' })]);
});

test('a watcher gets what she asks for within what she may, and nonsense gets an answer', async () => {
  const { connect } = await house();
  const technician = connect('teknisi');
  await opened(technician);
  expect(await technician.emitWithAck('watch', { villages: null })).toMatchObject({ villages: [A] });
  expect(await technician.emitWithAck('watch', { villages: [B] })).toMatchObject({ villages: [] });
  expect(await technician.emitWithAck('watch', { villages: 'all' } as never)).toEqual({ error: 'invalid' });
});

test('when a session ends, so do its sockets', async () => {
  const { live, connect } = await house();
  const operator = connect('operator');
  await opened(operator);
  const gone = new Promise<string>((resolve) => operator.once('disconnect', resolve));
  live.endSession('s-operator');
  expect(await gone).toBe('io server disconnect');
});

test('an agent comes in by its token, and is nudged alone', async () => {
  const { live, origin } = await house();
  const agent = io(`${origin}/agents`, {
    transports: ['websocket'],
    reconnection: false,
    auth: { token: 'good' },
    forceNew: true,
  });
  const stranger = io(`${origin}/agents`, {
    transports: ['websocket'],
    reconnection: false,
    auth: { token: 'bad' },
    forceNew: true,
  });
  onTestFinished(() => void [agent.close(), stranger.close()]);
  expect(await Promise.all([opened(agent), opened(stranger)])).toEqual(['connected', 'not-signed-in']);
  const nudged = new Promise<string>((resolve) => agent.once('nudge', resolve));
  live.nudge(8, 'assignment');
  live.nudge(7, 'commands');
  expect(await nudged).toBe('commands');
});
