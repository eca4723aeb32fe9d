import fc from 'fast-check';
import { expect, test } from 'vitest';
import { policiesOf } from './accounts.ts';
import { sameFingerprint } from './certificate.ts';
import { freeAddress, hubOf, isWithin, tunnelKindOf } from './choose-tunnel.ts';
import { loginName } from './hotspot.ts';
import { peersConf } from './hub.ts';
import { formOf } from './plan-of.ts';
import { plain, quoted, quotedPieces } from './quote.ts';
import { gardenPorts } from './radius.ts';
import { newWireguardKey, wireguardPublicKey } from './wireguard-key.ts';

test.each<[text: string, as: string]>([
  ['biasa', '"biasa"'],
  ['kutip " dan \\', '"kutip \\" dan \\\\"'],
  ['$(mac-esc)', '"\\$(mac-esc)"'],
  ['tanya? bantuan', '"tanya\\3F bantuan"'],
  ['dua\nbaris\t', '"dua\\nbaris\\t"'],
  ['Ren\u00e9', '"Ren\\C3\\A9"'],
])('%j is written as %s', (text, as) => expect(quoted(text)).toBe(as));

test('pieces are short, cut no escape, and together are the whole', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 900 }), (text) => {
      const pieces = quotedPieces(text);
      expect(`"${pieces.map((piece) => piece.slice(1, -1)).join('')}"`).toBe(quoted(text));
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(162);
        expect(piece).toMatch(/^"([^"\\?$]|\\["\\$nrt]|\\[0-9A-F]{2})*"$/);
      }
    }),
  );
});

test('what is shown at a terminal is ASCII on one line', () => {
  expect(plain('Desa Réformasi\n“baru”')).toBe('Desa Reformasi__baru_');
});

test('addresses of the tunnel: the first is the hub, routers get the lowest free one', () => {
  expect(hubOf('10.77.0.0/16')).toBe('10.77.0.1');
  expect(hubOf('10.77.3.9/24')).toBe('10.77.3.1');
  expect(freeAddress('10.77.0.0/16', new Set(['10.77.0.2', '10.77.0.4']))).toBe('10.77.0.3');
  expect(freeAddress('10.77.0.0/30', new Set())).toBe('10.77.0.2');
  expect(freeAddress('10.77.0.0/30', new Set(['10.77.0.2']))).toBeNull();
  const first = Array.from({ length: 254 }, (_, at) => `10.77.0.${at + 2}`);
  expect(freeAddress('10.77.0.0/16', new Set(first))).toBe('10.77.1.0');
  expect(isWithin('10.77.0.0/16', '10.77.200.1')).toBe(true);
  expect(isWithin('10.77.0.0/16', '10.78.0.1')).toBe(false);
  expect(isWithin('10.77.0.0/16', 'router.lan')).toBe(false);
});

test.each([
  ['hub', 7, 'wireguard'],
  ['hub', 6, 'sstp'],
  ['direct', 7, null],
  ['direct', 6, null],
] as const)('via %s with RouterOS %i the tunnel is %s', (via, form, kind) =>
  expect(tunnelKindOf(via, form)).toBe(kind),
);

test.each([
  ['7.16.2', 7],
  ['6.49.10', 6],
  ['5.26', null],
  [null, null],
])('RouterOS %s is of form %s', (version, form) => expect(formOf(version)).toBe(form));

test('a WireGuard key is clamped; a public key is the product with the base point (RFC 7748 §5.2, one iteration)', () => {
  const nine = Buffer.alloc(32);
  nine[0] = 9;
  expect(Buffer.from(wireguardPublicKey(nine.toString('base64')), 'base64').toString('hex')).toBe(
    '422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079',
  );
  const bytes = Buffer.from(newWireguardKey(), 'base64');
  expect(bytes).toHaveLength(32);
  expect([bytes[0]! & 7, bytes[31]! >> 6]).toEqual([0, 1]);
});

test('every policy is named, and denied unless it is granted', () => {
  for (const form of [6, 7] as const) {
    const words = policiesOf(form, ['read', 'api']).split(',');
    expect(words.filter((word) => !word.startsWith('!')).toSorted()).toEqual(['api', 'read']);
    expect(words.some((word) => word === '!sensitive')).toBe(true);
    expect(words.includes('!rest-api')).toBe(form === 7);
  }
});

test.each([
  ['https://wifi.example.go.id', [443, 80]],
  ['http://wifi.example.go.id', [80, 443]],
  ['http://10.1.2.3:8081', [8081, 443]],
])('phones reach %s through ports %j', (origin, ports) => expect(gardenPorts(origin)).toEqual(ports));

test.each([
  ['Balai Desa 2', 'login.balai-desa-2.lan'],
  ['--', 'login.desa.lan'],
  ['sukamaju', 'login.sukamaju.lan'],
])('router %s is called %s by its phones', (router, name) => expect(loginName(router)).toBe(name));

test('a fingerprint may be typed as any screen shows it', () => {
  const print = 'ab'.repeat(32);
  expect(sameFingerprint('AB:'.repeat(31).concat('AB'), print)).toBe(true);
  expect(sameFingerprint(print.slice(2), print)).toBe(false);
});

test('peers of the hub are sections of its configuration', () => {
  const peers = [{ router: 'sukamaju', publicKey: 'K'.repeat(43).concat('='), address: '10.77.0.2' }];
  expect(peersConf(peers)).toBe(
    `# sukamaju\n[Peer]\nPublicKey = ${'K'.repeat(43)}=\nAllowedIPs = 10.77.0.2/32\n`,
  );
});
