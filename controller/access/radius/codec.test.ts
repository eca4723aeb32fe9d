import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { Attr, addressOnce, numberOnce, octets, text, textOnce } from './attributes.ts';
import { encodeAnswer, proofFault } from './authenticators.ts';
import { rateLimit, totalLimit } from './mikrotik.ts';
import { Code, layOut, type Outgoing, type Packet, parsePacket } from './packet.ts';
import { chapMatches, userPassword } from './password.ts';
import { buildRequest, hide, isProved } from './testing.ts';

const hex = (digits: string) => Buffer.from(digits.replaceAll(/\s/g, ''), 'hex');
const parsed = (bytes: Buffer) => {
  const packet = parsePacket(bytes);
  if (typeof packet === 'string') throw new Error(packet);
  return packet;
};
const rfcSecret = Buffer.from('xyzzy5461');
const secret = Buffer.from('0123456789abcdef0123456789abcdef');

/** RFC 2865 §7.1: nemo logs in by telnet with the password "arctangent". */
const rfcRequest = hex(`01 00 00 38 0f 40 3f 94 73 97 80 57 bd 83 d5 cb 98 f4 22 7a 01 06 6e 65 6d 6f
  02 12 0d be 70 8d 93 d4 13 ce 31 96 e4 3f 78 2a 0a ee 04 06 c0 a8 01 10 05 06 00 00 00 03`);
const rfcAnswer = hex(`02 00 00 26 86 fe 22 0e 76 24 ba 2a 10 05 f6 bf 9b 55 e0 b2 06 06 00 00 00 01
  0f 06 00 00 00 00 0e 06 c0 a8 01 03`);
/** RFC 2865 §7.2: flopsy by CHAP, the Request Authenticator being the challenge. */
const rfcChap = hex(`01 01 00 47 2a ee 86 f0 8d 0d 55 96 9c a5 97 8e 0d 33 67 a2 01 08 66 6c 6f 70 73 79
  03 13 16 e9 75 57 c3 16 18 58 95 f2 93 ff 63 44 07 72 75 04 06 c0 a8 01 10 05 06 00 00 00 14
  06 06 00 00 00 02 07 06 00 00 00 01`);

test('the login of RFC 2865 §7.1 is read', () => {
  const packet = parsed(rfcRequest);
  expect(textOnce(packet, Attr.userName)).toBe('nemo');
  expect(userPassword(packet, rfcSecret)?.toString()).toBe('arctangent');
  expect(addressOnce(packet, Attr.nasIpAddress)).toBe('192.168.1.16');
  expect(numberOnce(packet, Attr.nasPort)).toBe(3);
});

test('the Response Authenticator of RFC 2865 §7.1 is the RFC’s', () => {
  expect(isProved(rfcAnswer, rfcRequest, rfcSecret)).toBe(true);
  const attributes = [6, 15, 14].map((type) => {
    const { value } = parsed(rfcAnswer).attributes.find((one) => one.type === type)!;
    return { type, value };
  });
  const ours = encodeAnswer(parsed(rfcRequest), rfcSecret, Code.accessAccept, attributes);
  expect(isProved(ours, rfcRequest, rfcSecret)).toBe(true);
  // Without the Message-Authenticator that we add, the bytes are those of the RFC.
  const bare = layOut(
    2,
    0,
    hex('0f 40 3f 94 73 97 80 57 bd 83 d5 cb 98 f4 22 7a'),
    parsed(ours).attributes.slice(1),
  );
  expect(bare.subarray(20)).toEqual(rfcAnswer.subarray(20));
});

test('the CHAP login of RFC 2865 §7.2 is proved over the Request Authenticator', () => {
  expect(chapMatches(parsed(rfcChap), Buffer.from('arctangent'))).toBe(true);
  expect(chapMatches(parsed(rfcChap), Buffer.from('arctangenT'))).toBe(false);
});

test('a CHAP answer is proved over CHAP-Challenge: the golden vector', () => {
  const answer = hex('f9 c0a4fd95f6effdf4f9bba6ac55532361');
  const challenge = hex('ef0dd80b119c65a5c3ab62a65b7dfdce');
  const request = (...attributes: Outgoing[]) => parsed(layOut(1, 7, Buffer.alloc(16), attributes));
  const given = { type: Attr.chapPassword, value: answer };
  const with60 = { type: Attr.chapChallenge, value: challenge };
  expect(chapMatches(request(given, with60), Buffer.from('desa123'))).toBe(true);
  expect(chapMatches(request(given, with60), Buffer.from('desa124'))).toBe(false);
  expect(chapMatches(request(given), Buffer.from('desa123'))).toBe(false);
  expect(chapMatches(request(given, given, with60), Buffer.from('desa123'))).toBe(false);
  const asAuthenticator = parsed(layOut(1, 7, challenge, [given]));
  expect(chapMatches(asAuthenticator, Buffer.from('desa123'))).toBe(true);
});

test.each<[why: string, password: string, read: string | null]>([
  ['empty', '', ''],
  ['shorter than a block', 'a', 'a'],
  ['just a block', '0123456789abcdef', '0123456789abcdef'],
  ['two blocks', 'a ticket of 22 letters', 'a ticket of 22 letters'],
  ['128 bytes', 'x'.repeat(128), 'x'.repeat(128)],
  ['a zero byte inside stays', 'a\0b', 'a\0b'],
  ['zero bytes at the end are padding', 'ab\0', 'ab'],
  ['longer than RFC 2865 §5.2 allows', 'x'.repeat(129), null],
])('a password is read: %s', (_why, password, read) => {
  const packet = parsed(buildRequest(secret, [], { password }));
  expect(userPassword(packet, secret)?.toString() ?? null).toBe(read);
});

test.each([0, 15, 17, 31])('a User-Password of %i bytes is none', (length) => {
  const packet = parsed(
    layOut(1, 1, Buffer.alloc(16), [{ type: Attr.userPassword, value: Buffer.alloc(length) }]),
  );
  expect(userPassword(packet, secret)).toBeNull();
});

test('two passwords are none', () => {
  const authenticator = Buffer.alloc(16, 5);
  const one = { type: Attr.userPassword, value: hide('a', secret, authenticator) };
  expect(userPassword(parsed(layOut(1, 1, authenticator, [one, one])), secret)).toBeNull();
});

const valid = layOut(1, 1, Buffer.alloc(16), [text(Attr.userName, 'x')]);
const withLength = (length: number) => {
  const changed = Buffer.from(valid);
  changed.writeUInt16BE(length, 2);
  return changed;
};
test.each<[why: string, datagram: Buffer, result: string | number]>([
  ['nothing', Buffer.alloc(0), 'too-short'],
  ['19 bytes', valid.subarray(0, 19), 'too-short'],
  ['says 19 bytes', withLength(19), 'wrong-length'],
  ['says more than came', withLength(24), 'wrong-length'],
  ['says more than RADIUS allows', Buffer.concat([withLength(4097), Buffer.alloc(5000)]), 'wrong-length'],
  ['ends in the middle of an attribute', withLength(22), 'wrong-attribute-length'],
  ['ends after an attribute’s type', withLength(21), 'wrong-attribute-length'],
  [
    'attribute of length 0',
    Buffer.concat([withLength(22).subarray(0, 21), Buffer.from([0])]),
    'wrong-attribute-length',
  ],
  [
    'attribute of length 1',
    Buffer.concat([withLength(22).subarray(0, 21), Buffer.from([1])]),
    'wrong-attribute-length',
  ],
  ['no attributes at all', withLength(20), 0],
  ['an attribute without value', Buffer.concat([withLength(22).subarray(0, 21), Buffer.from([2])]), 1],
  ['padding after its length', Buffer.concat([valid, Buffer.alloc(9, 0xff)]), 1],
])('the length rules: %s', (_why, datagram, result) => {
  const packet = parsePacket(datagram);
  expect(typeof packet === 'string' ? packet : packet.attributes.length).toBe(result);
});

test('what occurs twice is believed in neither form', () => {
  const twice = parsed(layOut(1, 1, Buffer.alloc(16), [text(31, 'A'), text(31, 'B'), text(32, 'C')]));
  expect([textOnce(twice, 31), textOnce(twice, 32), textOnce(twice, 30)]).toEqual([null, 'C', null]);
});

test.each<[low: number, high: number | null, sum: bigint]>([
  [0, null, 0n],
  [0xffff_ffff, null, 0xffff_ffffn],
  [0, 1, 0x1_0000_0000n],
  [5, 3, 0x3_0000_0005n],
  [0xffff_ffff, 0xffff_ffff, 0xffff_ffff_ffff_ffffn],
])('octets %i and gigawords %s are one 64-bit counter', (low, high, sum) => {
  const u32 = (type: number, value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return { type, value: bytes };
  };
  const words = high === null ? [] : [u32(Attr.acctInputGigawords, high)];
  const packet = parsed(layOut(4, 1, Buffer.alloc(16), [u32(Attr.acctInputOctets, low), ...words]));
  expect(octets(packet, Attr.acctInputOctets, Attr.acctInputGigawords)).toBe(sum);
});

test('the answer begins with Message-Authenticator and ends with every Proxy-State in order', () => {
  const states = ['a', 'b', 'a'].map((state) => text(Attr.proxyState, state));
  for (const code of [Code.accessRequest, Code.statusServer]) {
    const request = buildRequest(secret, [states[0]!, text(Attr.userName, 'x'), ...states.slice(1)], {
      code,
    });
    const answer = encodeAnswer(parsed(request), secret, Code.accessReject, [text(Attr.replyMessage, 'no')]);
    expect(
      parsed(answer)
        .attributes.map(({ type, value }) => [type, value.toString()])
        .slice(1),
    ).toEqual([
      [Attr.replyMessage, 'no'],
      [Attr.proxyState, 'a'],
      [Attr.proxyState, 'b'],
      [Attr.proxyState, 'a'],
    ]);
    expect(parsed(answer).attributes[0]!.type).toBe(Attr.messageAuthenticator);
    expect(isProved(answer, request, secret)).toBe(true);
  }
});

test('an Accounting-Response is proved without Message-Authenticator', () => {
  const request = buildRequest(secret, [], { code: Code.accountingRequest });
  const answer = encodeAnswer(parsed(request), secret, Code.accountingResponse, []);
  expect(answer).toHaveLength(20);
  expect(isProved(answer, request, secret)).toBe(true);
});

test('an answer that would be too long is an error, not a broken packet', () => {
  const long = Array.from({ length: 15 }, () => ({ type: Attr.proxyState, value: Buffer.alloc(253) }));
  const request = parsed(buildRequest(secret, long));
  const more = Array.from({ length: 2 }, () => text(Attr.replyMessage, 'x'.repeat(253)));
  expect(() => encodeAnswer(request, secret, Code.accessReject, more)).toThrow(RangeError);
});

/** Every packet that differs from `bytes` in one bit of 16 bytes from `at`. */
function* flips(bytes: Buffer, at: number): Generator<Packet> {
  for (let bit = 0; bit < 128; bit += 1) {
    const changed = Buffer.from(bytes);
    changed[at + (bit >> 3)]! ^= 1 << (bit & 7);
    yield parsed(changed);
  }
}

test.each<[what: string, request: Buffer, at: number, fault: string]>([
  [
    'Message-Authenticator of an Access-Request',
    buildRequest(secret, [text(1, 'x')]),
    -16,
    'wrong-signature',
  ],
  ['authenticator of an Access-Request', buildRequest(secret, [text(1, 'x')]), 4, 'wrong-signature'],
  [
    'Message-Authenticator of a Status-Server',
    buildRequest(secret, [], { code: 12 }),
    -16,
    'wrong-signature',
  ],
  [
    'authenticator of an Accounting-Request',
    buildRequest(secret, [text(1, 'x')], { code: 4 }),
    4,
    'wrong-authenticator',
  ],
  [
    'authenticator of a signed Accounting-Request',
    buildRequest(secret, [], { code: 4, sign: true }),
    4,
    'wrong-authenticator',
  ],
])('each of 128 flipped bits is refused: %s', (_what, request, at, fault) => {
  expect(proofFault(parsed(request), secret)).toBeNull();
  const faults = [...flips(request, at < 0 ? request.length + at : at)].map((one) => proofFault(one, secret));
  expect(faults).toEqual(Array.from({ length: 128 }, () => fault));
});

test('a signed Accounting-Request whose signature alone is wrong is refused', () => {
  const wrong = buildRequest(secret, [{ type: Attr.messageAuthenticator, value: Buffer.alloc(16, 1) }], {
    code: 4,
  });
  expect(proofFault(parsed(wrong), secret)).toBe('wrong-signature');
});

test.each<[why: string, attributes: Outgoing[], fault: string]>([
  ['none', [], 'unsigned'],
  ['of 15 bytes', [{ type: 80, value: Buffer.alloc(15) }], 'wrong-signature'],
  ['empty', [{ type: 80, value: Buffer.alloc(0) }], 'wrong-signature'],
])('Message-Authenticator: %s', (_why, attributes, fault) => {
  expect(proofFault(parsed(layOut(1, 1, Buffer.alloc(16), attributes)), secret)).toBe(fault);
});

test('two Message-Authenticators are refused, even when the first is right', () => {
  const packet = layOut(1, 1, Buffer.alloc(16, 3), [
    { type: 80, value: Buffer.alloc(16) },
    { type: 80, value: Buffer.alloc(16, 9) },
  ]);
  createHmac('md5', secret).update(packet).digest().copy(packet, 22);
  expect(proofFault(parsed(packet), secret)).toBe('wrong-signature');
  const alone = layOut(1, 1, Buffer.alloc(16, 3), [{ type: 80, value: Buffer.alloc(16) }]);
  createHmac('md5', secret).update(alone).digest().copy(alone, 22);
  expect(proofFault(parsed(alone), secret)).toBeNull();
});

test('another secret proves nothing', () => {
  expect(proofFault(parsed(buildRequest(secret, [])), Buffer.from('other'))).toBe('wrong-signature');
});

test('the resident’s upload stands first in Mikrotik-Rate-Limit', () => {
  const { type, value } = rateLimit(1000, 4000);
  expect(type).toBe(26);
  expect(value.readUInt32BE()).toBe(14988);
  expect([value[4], value[5], value.subarray(6).toString()]).toEqual([8, 13, '1000k/4000k']);
});

test.each<[bytes: bigint, pairs: [number, number][]]>([
  [1n, [[17, 1]]],
  [0xffff_ffffn, [[17, 0xffff_ffff]]],
  [
    0x1_0000_0000n,
    [
      [17, 0],
      [18, 1],
    ],
  ],
  [
    0x3_0000_0002n,
    [
      [17, 2],
      [18, 3],
    ],
  ],
])('Mikrotik-Total-Limit of %s bytes', (bytes, pairs) => {
  expect(totalLimit(bytes).map(({ value }) => [value[4], value.readUInt32BE(6)])).toEqual(pairs);
});

test('a text is cut between characters', () => {
  const { value } = text(18, `${'a'.repeat(252)}é`);
  expect(value.toString()).toBe('a'.repeat(252));
});
