import { createHash, createHmac, randomBytes } from 'node:crypto';
import { test } from 'vitest';
import * as attributes from './attributes.ts';
import * as authenticators from './authenticators.ts';
import * as packets from './packet.ts';
import * as passwords from './password.ts';
import { buildRequest } from './testing.ts';

const { text, number, Attr, textOnce } = attributes;
const { encodeAnswer, proofFault } = authenticators;
const { parsePacket, Code } = packets;
const { userPassword } = passwords;

const secret = randomBytes(32);
const request = buildRequest(
  secret,
  [
    text(Attr.userName, '02:11:22:33:44:55'),
    text(Attr.callingStationId, '02:11:22:33:44:55'),
    text(Attr.calledStationId, 'hotspot1'),
    text(Attr.nasIdentifier, 'sd-k3v9x1'),
    text(Attr.acctSessionId, '80a00001'),
    number(Attr.nasPort, 0x8000_0001),
  ],
  { password: 'AAAAAAAAAAAAAAAAAAAAAA' },
);
const answer = [
  number(Attr.sessionTimeout, 3600),
  number(Attr.idleTimeout, 1200),
  text(Attr.class, 'x'.repeat(60)),
];

test('one login through the codec, against the digests that RADIUS asks of anybody', async ({ bench }) => {
  await bench.compare(
    bench('floor: two HMACs and three MD5s of the packet', () => {
      for (let i = 0; i < 2; i += 1) createHmac('md5', secret).update(request).digest();
      for (let i = 0; i < 3; i += 1) createHash('md5').update(request).update(secret).digest();
    }),
    bench('parse, prove, read, answer', () => {
      const packet = parsePacket(request);
      if (typeof packet === 'string' || proofFault(packet, secret) !== null) throw new Error('not proved');
      textOnce(packet, Attr.callingStationId);
      userPassword(packet, secret);
      encodeAnswer(packet, secret, Code.accessAccept, answer);
    }),
    bench('only parse', () => {
      parsePacket(request);
    }),
  );
});
