import { expect, test } from 'vitest';
import { Attr, text } from './attributes.ts';
import type { DropReason } from './counters.ts';
import { Code, type Packet, parsePacket } from './packet.ts';
import { type Peer, type Proved, startRadiusServer } from './server.ts';
import { buildRequest, isProved } from './testing.ts';
import { testAccept as accept, testSecret as secret, startTestServer as start } from './testing-server.ts';

const codeOf = (answer: Buffer) => (parsePacket(answer) as Packet).code;

test('a proved login is answered, with its proof', async () => {
  await using radius = await start();
  const request = buildRequest(secret, [text(Attr.userName, 'x')], { password: 'y' });
  const answer = await radius.client.ask(request, radius.server.authPort);
  expect(codeOf(answer)).toBe(Code.accessAccept);
  expect(isProved(answer, request, secret)).toBe(true);
});

test('Status-Server is answered on both ports, with a signature in first place', async () => {
  await using radius = await start({ onAccess: () => Promise.reject(new Error('must not be asked')) });
  const request = buildRequest(secret, [], { code: Code.statusServer });
  for (const [port, code] of [
    [radius.server.authPort, Code.accessAccept],
    [radius.server.acctPort, Code.accountingResponse],
  ] as const) {
    const answer = await radius.client.ask(request, port);
    expect([codeOf(answer), answer[20]]).toEqual([code, Attr.messageAuthenticator]);
    expect(isProved(answer, request, secret)).toBe(true);
  }
});

const proxied = [text(Attr.proxyState, 'p')];
test.each<
  [
    why: string,
    packet: Buffer,
    port: 'authPort' | 'acctPort',
    unsigned: boolean,
    reason: DropReason | 'answered',
  ]
>([
  ['unsigned', buildRequest(secret, [], { sign: false }), 'authPort', false, 'unsigned'],
  [
    'unsigned, of a router that cannot sign',
    buildRequest(secret, [], { sign: false }),
    'authPort',
    true,
    'answered',
  ],
  ['unsigned through a proxy', buildRequest(secret, proxied, { sign: false }), 'authPort', true, 'unsigned'],
  ['signed through a proxy', buildRequest(secret, proxied), 'authPort', false, 'answered'],
  [
    'unsigned Status-Server',
    buildRequest(secret, [], { code: 12, sign: false }),
    'authPort',
    true,
    'unsigned',
  ],
  ['wrong secret', buildRequest(Buffer.from('wrong'), []), 'authPort', true, 'wrong-signature'],
  [
    'wrong secret, accounting',
    buildRequest(Buffer.from('wrong'), [], { code: 4 }),
    'acctPort',
    true,
    'wrong-authenticator',
  ],
  ['login on the accounting port', buildRequest(secret, []), 'acctPort', false, 'wrong-code'],
  ['accounting on the login port', buildRequest(secret, [], { code: 4 }), 'authPort', false, 'wrong-code'],
  ['an answer, reflected', buildRequest(secret, [], { code: 2 }), 'authPort', false, 'wrong-code'],
  ['cut short', buildRequest(secret, []).subarray(0, 30), 'authPort', false, 'wrong-length'],
])(
  'what is not proved is met with silence and counted: %s',
  async (_why, packet, port, mayBeUnsigned, reason) => {
    await using radius = await start({ mayBeUnsigned });
    if (reason === 'answered') {
      await radius.client.ask(packet, radius.server[port]);
      return;
    }
    radius.client.send(packet, radius.server[port]);
    expect(await radius.drops(1)).toEqual([reason]);
    // A second, good packet proves that the first had its turn and got nothing.
    await radius.client.ask(buildRequest(secret, []), radius.server.authPort);
    expect(radius.client.answers).toHaveLength(1);
    const counters = port === 'authPort' ? radius.server.auth : radius.server.acct;
    expect(counters.dropped).toEqual({ [reason]: 1 });
    expect(counters.sources()).toEqual([{ address: '127.0.0.1', dropped: { [reason]: 1 } }]);
  },
);

test('a stranger is met with silence', async () => {
  await using radius = await start({ peerOf: () => 'unknown-peer' });
  radius.client.send(buildRequest(secret, []), radius.server.authPort);
  expect(await radius.drops(1)).toEqual(['unknown-peer']);
});

test('a repeated request is answered from memory, byte for byte, and worked on once', async () => {
  let worked = 0;
  await using radius = await start({
    async onAccounting() {
      worked += 1;
      return { code: Code.accountingResponse, attributes: [] };
    },
  });
  const request = buildRequest(secret, [text(Attr.userName, 'x')], { code: 4 });
  const first = await radius.client.ask(request, radius.server.acctPort);
  const second = await radius.client.ask(request, radius.server.acctPort);
  expect(second).toEqual(first);
  expect([worked, radius.server.acct.answered, radius.server.acct.repeated]).toEqual([1, 1, 1]);
});

test('a request that comes again while it is worked on is not worked on twice', async () => {
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  let worked = 0;
  await using radius = await start({
    async onAccess() {
      worked += 1;
      asked.resolve();
      await gate.promise;
      return accept;
    },
  });
  const request = buildRequest(secret, []);
  const answer = radius.client.next();
  radius.client.send(request, radius.server.authPort);
  await asked.promise;
  radius.client.send(request, radius.server.authPort);
  expect(await radius.drops(1)).toEqual(['under-way']);
  gate.resolve();
  await answer;
  expect([worked, radius.client.answers.length]).toEqual([1, 1]);
});

test('a new request with the same identifier leaves the older without an answer', async () => {
  const gate = Promise.withResolvers<void>();
  const first = Promise.withResolvers<void>();
  const requests: Proved<Peer>[] = [];
  await using radius = await start({
    async onAccess(request) {
      if (requests.push(request) === 1) {
        first.resolve();
        await gate.promise;
      }
      return accept;
    },
  });
  const [older, newer] = [1, 2].map(() => buildRequest(secret, [], { identifier: 9 })) as [Buffer, Buffer];
  radius.client.send(older, radius.server.authPort);
  await first.promise;
  const answer = await radius.client.ask(newer, radius.server.authPort);
  expect(isProved(answer, newer, secret)).toBe(true);
  gate.resolve();
  expect(await radius.drops(1)).toEqual(['abandoned']);
  expect(radius.client.answers).toHaveLength(1);
});

test('a failed request is silence, and is worked on when it comes again', async () => {
  let worked = 0;
  await using radius = await start({
    async onAccounting() {
      worked += 1;
      if (worked === 1) throw new Error('the database is gone');
      return { code: Code.accountingResponse, attributes: [] };
    },
  });
  const request = buildRequest(secret, [], { code: 4 });
  radius.client.send(request, radius.server.acctPort);
  expect(await radius.drops(1)).toEqual(['failed']);
  await radius.client.ask(request, radius.server.acctPort);
  expect([worked, radius.client.answers.length]).toEqual([2, 1]);
});

test('no more requests are worked on at once than it may', async () => {
  const gate = Promise.withResolvers<void>();
  const twoAsked = Promise.withResolvers<void>();
  let worked = 0;
  await using radius = await start({
    maxInFlight: 2,
    async onAccess() {
      if (++worked === 2) twoAsked.resolve();
      await gate.promise;
      return accept;
    },
  });
  for (let identifier = 0; identifier < 5; identifier += 1) {
    radius.client.send(buildRequest(secret, [], { identifier }), radius.server.authPort);
  }
  await twoAsked.promise;
  expect(await radius.drops(3)).toEqual(['busy', 'busy', 'busy']);
  const answered = radius.client.next();
  gate.resolve();
  await answered;
  // The place is free again.
  await radius.client.ask(buildRequest(secret, [], { identifier: 77 }), radius.server.authPort);
});

test('an answer that does not fit is silence, not a throw', async () => {
  await using radius = await start({
    onAccess: async () => ({
      code: Code.accessReject,
      attributes: [text(Attr.replyMessage, 'x'.repeat(253)), text(Attr.replyMessage, 'x'.repeat(253))],
    }),
  });
  const long = Array.from({ length: 15 }, () => text(Attr.proxyState, 'x'.repeat(253)));
  radius.client.send(buildRequest(secret, long), radius.server.authPort);
  expect(await radius.drops(1)).toEqual(['answer-too-long']);
});

test('closing waits for what is under way, and its answer still goes out', async () => {
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  await using radius = await start({
    async onAccess() {
      asked.resolve();
      await gate.promise;
      return accept;
    },
  });
  const answer = radius.client.next();
  radius.client.send(buildRequest(secret, []), radius.server.authPort);
  await asked.promise;
  const closed = radius.server.close();
  gate.resolve();
  await Promise.all([closed, answer]);
});

test('a port that is taken is said by its number', async () => {
  await using radius = await start();
  const { authPort } = radius.server;
  const again = startRadiusServer(
    { host: '127.0.0.1', authPort: 0, acctPort: authPort },
    { peerOf: () => 'unknown-peer', onAccess: async () => null, onAccounting: async () => null },
  );
  await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE', port: authPort });
});
