import { expect, test } from 'vitest';
import { type LinkOptions, RouterLink } from './router-link.ts';
import { startBlackHole } from './testing-black-hole.ts';
import { startOne } from './testing-one.ts';
import { afterLogin, startRawRouter } from './testing-router.ts';

const MS = 2_000;

test.each<[why: string, send: (reply: (...words: string[]) => void) => void]>([
  ['a word of 3 MB', (reply) => reply('!re', `=contents=${'w'.repeat(3 << 20)}`)],
  ['a reserved length byte', () => {}],
  [
    'more than 20,000 rows',
    (reply) => {
      for (let i = 0; i <= 20_000; i++) reply('!re', '=a=1');
    },
  ],
  ['an unknown reply', (reply) => reply('!what')],
])('%s ends the connection as unreadable', async (_why, send) => {
  await using raw = await startRawRouter(
    afterLogin(({ reply, socket }) => {
      send(reply);
      socket.write(Buffer.of(0xfb, 1, 2, 3));
    }),
  );
  const link = await RouterLink.open(raw.address);
  await expect(link.exec(['/x'], MS)).rejects.toMatchObject({ kind: 'unreadable', phase: 'command' });
  expect(link.isAlive).toBe(false);
});

test('answers byte by byte, and cut at every byte, are read or end as closed', async () => {
  await using one = await startOne();
  one.router.fault('byte-by-byte');
  const link = await RouterLink.open(one.address);
  expect((await link.exec(['/system/identity/print'], MS)).rows).toEqual([{ name: 'desa-01' }]);
  link.close();
  one.router.mend();
  for (let at = 0; at <= 40; at += 4) {
    one.router.fault('cut-at-byte', { at });
    const outcome = await RouterLink.open(one.address)
      .then((cut) => cut.exec(['/system/identity/print'], MS))
      .catch((fault) => fault);
    expect(outcome, `cut at ${at}`).toSatisfy((end) => end.kind === 'closed' || end.rows?.length === 1);
  }
});

test('a silent router: the late command and all others end, and the connection with them', async () => {
  await using one = await startOne();
  const link = await RouterLink.open(one.address);
  one.router.fault('half-open');
  const ends = await Promise.allSettled([link.exec(['/a'], 100), link.exec(['/b'], 5_000)]);
  expect(ends.map((end) => end.status === 'rejected' && end.reason.kind)).toEqual(['timeout', 'timeout']);
  expect(link.isAlive).toBe(false);
});

test('an idle connection lives on beyond every time-out of the package', async () => {
  await using one = await startOne();
  const link = await RouterLink.open({ ...one.address, deadlineMs: 500 });
  await new Promise((resolve) => setTimeout(resolve, 2_200));
  expect((await link.exec(['/system/identity/print'], MS)).rows).toHaveLength(1);
  link.close();
});

test.each(['fin', 'rst'] as const)('%s in the middle of a reply ends it as closed', async (how) => {
  await using raw = await startRawRouter(
    afterLogin(({ reply, socket }) => {
      reply('!re', '=a=1');
      if (how === 'fin') socket.end();
      else setTimeout(() => socket.resetAndDestroy(), 20);
    }),
  );
  const link = await RouterLink.open(raw.address);
  await expect(link.exec(['/x'], MS)).rejects.toMatchObject({ kind: 'closed', phase: 'command', left: true });
  await expect(link.exec(['/x'], MS)).rejects.toMatchObject({ kind: 'closed', left: false });
});

test('!fatal gives its reason to all that are pending', async () => {
  await using one = await startOne();
  const link = await RouterLink.open(one.address);
  await expect(link.exec(['/quit'], MS)).rejects.toMatchObject({
    kind: 'fatal',
    message: 'session terminated on request',
  });
});

test.each<[why: string, to: Partial<LinkOptions>, fault: object]>([
  ['a closed port', { host: '127.0.0.1', port: 1 }, { kind: 'refused', message: 'ECONNREFUSED' }],
  ['a name that does not exist', { host: 'router.invalid', port: 1 }, { kind: 'no-route' }],
  ['no way of our own', { host: '224.0.0.1', port: 1 }, { kind: 'no-route', message: 'ENETUNREACH' }],
])('%s is told by kind', async (_why, to, fault) => {
  const options = {
    username: 'u',
    password: 'p',
    tls: false,
    deadlineMs: MS,
    host: '',
    port: 1,
    ...to,
  } as const;
  await expect(RouterLink.open(options)).rejects.toMatchObject({ ...fault, phase: 'connect', left: false });
});

test('a router that does not answer the SYN', async () => {
  await using hole = await startBlackHole();
  const options = { host: '127.0.0.1', port: hole.port, username: 'u', password: 'p', tls: false } as const;
  await expect(RouterLink.open({ ...options, deadlineMs: 150 })).rejects.toMatchObject({
    kind: 'timeout',
    phase: 'connect',
  });
});

test('a router that accepts and closes at once (session limit)', async () => {
  await using one = await startOne();
  one.router.fault('session-limit');
  await expect(RouterLink.open(one.address)).rejects.toMatchObject({ kind: 'closed', phase: 'login' });
});

test('a router that accepts and says nothing', async () => {
  await using one = await startOne();
  one.router.fault('uplink-cut');
  await expect(RouterLink.open({ ...one.address, deadlineMs: 150 })).rejects.toMatchObject({
    kind: 'timeout',
    phase: 'login',
  });
});

test('closing needs nobody else: no FIN of the peer is waited for', async () => {
  await using raw = await startRawRouter(
    afterLogin(() => {}),
    { onSocket: (socket) => (socket.allowHalfOpen = true) },
  );
  const link = await RouterLink.open(raw.address);
  const pending = link.exec(['/x'], MS);
  link.close();
  await expect(pending).rejects.toMatchObject({ kind: 'closed' });
  expect(link.isAlive).toBe(false);
});

test('an abort hangs up while it still connects', async () => {
  await using raw = await startRawRouter(() => {});
  const stop = new AbortController();
  const opening = RouterLink.open({ ...raw.address, signal: stop.signal });
  stop.abort();
  await expect(opening).rejects.toMatchObject({ kind: 'closed' });
});
