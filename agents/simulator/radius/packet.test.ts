import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  accessRequest,
  accountingRequest,
  hidePassword,
  integer,
  ipv4,
  numberIn,
  readReply,
  text,
  textIn,
} from './packet.ts';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

/** RFC 2865 §7.1: nemo, arctangent, secret xyzzy5461. */
const authenticator = hex('0f403f9473978057bd83d5cb98f4227a');
const request = hex(`01 00 0038 0f403f9473978057bd83d5cb98f4227a 01 06 6e656d6f
  02 12 0dbe708d93d413ce3196e43f782a0aee 04 06 c0a80110 05 06 00000003`);
const accept = hex(
  '02 00 0026 86fe220e7624ba2a1005f6bf9b55e0b2 06 06 00000001 0f 06 00000000 0e 06 c0a80103',
);

test('the Access-Request of RFC 2865 §7.1, byte by byte', () => {
  const password = { type: 2, value: hidePassword('arctangent', 'xyzzy5461', authenticator) };
  const attributes = [text(1, 'nemo'), password, ipv4(4, '192.168.1.16'), integer(5, 3)];
  expect(accessRequest(0, authenticator, attributes, 'xyzzy5461', false).toString('hex')).toBe(
    request.toString('hex'),
  );
});

test('its Access-Accept is taken, every flipped bit of the authenticator refused', () => {
  const reply = readReply(accept, request, 'xyzzy5461', false)!;
  expect(reply.code).toBe(2);
  expect(numberIn(reply, 6)).toBe(1);
  for (let bit = 0; bit < 128; bit++) {
    const forged = Buffer.from(accept);
    forged[4 + (bit >> 3)]! ^= 1 << (bit & 7);
    expect(readReply(forged, request, 'xyzzy5461', false)).toBeUndefined();
  }
});

test('where signatures are demanded, an unsigned answer is none', () => {
  expect(readReply(accept, request, 'xyzzy5461', true)).toBeUndefined();
});

test('a signed request carries HMAC-MD5 over itself with 16 zero bytes', () => {
  const packet = accessRequest(7, authenticator, [text(1, 'a')], 's', true);
  const at = packet.length - 16;
  const zeroed = Buffer.from(packet).fill(0, at);
  expect(packet.subarray(at).equals(createHmac('md5', 's').update(zeroed).digest())).toBe(true);
});

test('an Accounting-Request is authenticated over itself', () => {
  const packet = accountingRequest(9, [integer(40, 1)], 's');
  const zeroed = Buffer.from(packet).fill(0, 4, 20);
  expect(packet.subarray(4, 20).equals(createHash('md5').update(zeroed).update('s').digest())).toBe(true);
});

test.each(['a', 'x'.repeat(16), 'x'.repeat(17), 'x'.repeat(200)])(
  'a password of %s is hidden in whole blocks, 128 bytes at most',
  (password) => {
    const hidden = hidePassword(password, 's', authenticator);
    expect(hidden.length % 16).toBe(0);
    expect(hidden.length).toBe(Math.min(128, Math.ceil(password.length / 16) * 16));
  },
);

test('vendor attributes are found, several in one too', () => {
  const body = Buffer.concat([
    hex('1a 18 00003a8c 08 09'),
    Buffer.from('1M/2M  '),
    hex('11 09'),
    Buffer.from('ignored').subarray(0, 7),
  ]);
  body[1] = body.length;
  const head = Buffer.concat([Buffer.of(2, 0, 0, 20 + body.length), request.subarray(4, 20)]);
  const signature = createHash('md5').update(head).update(body).update('s').digest();
  const reply = readReply(Buffer.concat([head.subarray(0, 4), signature, body]), request, 's', false)!;
  expect(textIn(reply, 8, 14_988)).toBe('1M/2M  ');
  expect(textIn(reply, 17, 14_988)).toBe('ignored');
});
