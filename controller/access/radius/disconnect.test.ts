import { createHash, createHmac } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { Attr, text, textOnce } from './attributes.ts';
import { askDisconnect } from './disconnect.ts';
import { Code, layOut, type Packet, parsePacket } from './packet.ts';

const secret = Buffer.from('rahasia-desa');

/** A router's `/radius/incoming`, written from RFC 5176 apart from ours. */
async function incoming(answer: (request: Buffer, times: number) => Buffer | null) {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const requests: Buffer[] = [];
  socket.on('message', (datagram, from) => {
    requests.push(datagram);
    const bytes = answer(datagram, requests.length);
    if (bytes) socket.send(bytes, from.port, from.address);
  });
  const to = { address: '127.0.0.1', port: socket.address().port, secret };
  return { to, requests, [Symbol.dispose]: () => void socket.close() };
}

function answerTo(request: Buffer, code: number, key = secret): Buffer {
  const answer = layOut(code, request[1]!, request.subarray(4, 20), []);
  createHash('md5').update(answer).update(key).digest().copy(answer, 4);
  return answer;
}

const session = [text(Attr.userName, '02:00:00:00:00:01'), text(Attr.acctSessionId, '80a00001')];

test('the request is proved twice, and an ACK ends it', async () => {
  using router = await incoming((request) => answerTo(request, Code.disconnectAck));
  expect(await askDisconnect(router.to, session)).toBe('gone');
  const [request] = router.requests;
  const packet = parsePacket(request!) as Packet;
  expect(packet.code).toBe(40);
  expect(textOnce(packet, Attr.acctSessionId)).toBe('80a00001');
  const zeroed = Buffer.from(request!);
  zeroed.fill(0, 4, 20);
  expect(createHash('md5').update(zeroed).update(secret).digest().equals(packet.authenticator)).toBe(true);
  const [signature] = packet.attributes;
  expect(signature!.type).toBe(Attr.messageAuthenticator);
  zeroed.fill(0, signature!.offset, signature!.offset + 16);
  expect(createHmac('md5', secret).update(zeroed).digest().equals(signature!.value)).toBe(true);
});

test('a NAK is a refusal', async () => {
  using router = await incoming((request) => answerTo(request, Code.disconnectNak));
  expect(await askDisconnect(router.to, session)).toBe('refused');
});

test('a lost request is sent again, the same bytes', async () => {
  using router = await incoming((request, times) =>
    times < 2 ? null : answerTo(request, Code.disconnectAck),
  );
  expect(await askDisconnect(router.to, session)).toBe('gone');
  expect(router.requests[1]!.equals(router.requests[0]!)).toBe(true);
});

test('silence has an end', async () => {
  using router = await incoming(() => null);
  expect(await askDisconnect(router.to, session, 100)).toBe('no-answer');
});

test('each flipped bit of an answer’s authenticator is no answer, nor is one with another secret', async () => {
  using router = await incoming((request, times) => {
    if (times === 1) return answerTo(request, Code.disconnectAck, Buffer.from('falsch'));
    const answer = answerTo(request, Code.disconnectAck);
    answer[4 + (times % 16)]! ^= 1 << (times % 8);
    return answer;
  });
  expect(await askDisconnect(router.to, session, 1_500)).toBe('no-answer');
  expect(router.requests.length).toBe(2);
});
