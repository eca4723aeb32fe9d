import { createHmac } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { AlarmContent, AlarmMember } from '#contract/alarms.ts';
import type { Outgoing } from './verdict.ts';
import { bodyOf, signatureOf, webhookSend } from './webhook.ts';

const NOW = new Date('2026-11-25T03:00:00.000Z');
const SECRET = 'kunci-yang-panjang';
const member = {
  routerId: 1,
  router: 'sukamaju-1',
  village: { code: '16.10.06.2021', name: 'Sukamaju', kecamatan: 'Rantau Alai' },
  firstFailedAt: NOW.toISOString(),
} as AlarmMember;
const outage = (...is: AlarmMember['is'][]): AlarmContent => ({
  kind: 'outages',
  group: null,
  members: is.map((one) => ({ ...member, is: one })),
});
const message = (more: Partial<Outgoing> = {}): Outgoing => ({
  id: 'alarm-7',
  version: 3,
  first: true,
  remoteId: null,
  content: { kind: 'test', at: NOW.toISOString() },
  ...more,
});

async function receiver(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return {
    send: (signal = AbortSignal.timeout(5_000)) =>
      webhookSend({ kind: 'webhook', url, secret: SECRET }, ['127.0.0.1'], () => NOW)(message(), signal),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('the receiver can check who sent it, and that nothing was changed', async () => {
  let seen = '';
  await using hook = await receiver(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const [, time, digest] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers['x-sinyal-signature'])) ?? [];
    const right = createHmac('sha256', SECRET).update(`${time}.${body}`).digest('hex') === digest;
    seen = right ? body : 'forged';
    response.writeHead(204).end();
  });
  expect(await hook.send()).toEqual({ ok: true, remoteId: null });
  expect(JSON.parse(seen)).toMatchObject({ id: 'alarm-7', version: 3, event: 'test' });
});

test('another secret, another time or another body: another signature', () => {
  const is = signatureOf(SECRET, '{}', NOW);
  expect(is).toMatch(/^t=1795575600,v1=[0-9a-f]{64}$/);
  expect(signatureOf(`${SECRET}!`, '{}', NOW)).not.toBe(is);
  expect(signatureOf(SECRET, '{ }', NOW)).not.toBe(is);
  expect(signatureOf(SECRET, '{}', new Date(NOW.getTime() + 1_000)).slice(13)).not.toBe(is.slice(13));
});

test.each<[why: string, listener: RequestListener, failure: string]>([
  [
    'a redirect is not followed',
    (_, response) => response.writeHead(302, { Location: '/hook' }).end(),
    'redirect',
  ],
  ['500', (_, response) => response.writeHead(500).end('no'), 'http-error'],
  ['404', (_, response) => response.writeHead(404).end(), 'http-error'],
  ['it hangs up', (request) => request.socket.destroy(), 'no-answer'],
])('%s', async (_why, listener, failure) => {
  await using hook = await receiver(listener);
  expect(await hook.send()).toEqual({ ok: false, failure, again: 'later' });
});

test('a receiver that says nothing is left at the deadline; one that talks for ever is not listened to', async () => {
  await using silent = await receiver(() => {});
  expect(await silent.send(AbortSignal.timeout(100))).toMatchObject({ failure: 'no-answer' });
  await using endless = await receiver((_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('x'.repeat(1_000)), 1);
    response.on('close', () => clearInterval(timer));
  });
  expect(await endless.send()).toMatchObject({ ok: true });
});

test.each<[content: AlarmContent, first: boolean, event: string]>([
  [outage('down'), true, 'outage.opened'],
  [outage('down', 'back'), false, 'outage.changed'],
  [outage('unseen'), false, 'outage.changed'],
  [outage('back', 'cancelled'), false, 'outage.closed'],
  [outage('back'), true, 'outage.closed'],
  [{ kind: 'agent-silent', agent: 'a', since: NOW.toISOString(), until: null }, true, 'office.opened'],
  [
    { kind: 'agent-silent', agent: 'a', since: NOW.toISOString(), until: NOW.toISOString() },
    false,
    'office.closed',
  ],
])('%j (first: %s) is %s', (content, first, event) => {
  const full = content.kind === 'outages' ? complete(content) : content;
  expect(bodyOf(message({ content: full, first }), NOW).event).toBe(event);
});

function complete(content: Extract<AlarmContent, { kind: 'outages' }>): AlarmContent {
  return {
    ...content,
    members: content.members.map((one) => ({
      ...one,
      uplink: 'lte',
      provider: null,
      contact: null,
      users: null,
      simulated: false,
      endedAt: one.is === 'down' ? null : NOW.toISOString(),
      cause: 'undetermined',
      evidence: 'still-away',
      powerOff: false,
    })),
  };
}
