import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { sealerOf } from '../platform/seal.ts';
import { checkForm, formStamp, readWelcome, welcomeStamp } from './stamps.ts';

const sealer = sealerOf(Buffer.alloc(32, 7));
const now = new Date('2026-11-25T03:00:00Z');
const mac = '02:11:22:33:44:55';

test('the proof is HMAC-SHA-256 under the key of its purpose', () => {
  const key = sealer.mac('portal stamps', 'welcome');
  const expected = createHmac('sha256', key).update('router\nname').digest().subarray(0, 16);
  expect(welcomeStamp(sealer, 'router', 'name')).toBe(`name.${expected.toString('base64url')}`);
});

test('two forms are never alike, and each is good for its router, phone and time alone', () => {
  const stamps = new Set(Array.from({ length: 1_000 }, () => formStamp(sealer, 'router', mac, now)));
  expect(stamps.size).toBe(1_000);
  const [one] = [...stamps] as [string];
  expect(checkForm(sealer, 'router', mac, one, now)).toBe('good');
  expect(checkForm(sealer, 'other', mac, one, now)).toBe('wrong');
  expect(checkForm(sealer, 'router', '02:11:22:33:44:56', one, now)).toBe('wrong');
  expect(checkForm(sealer, 'router', mac, one, new Date(+now + 3 * 3_600_000))).toBe('old');
  expect(readWelcome(sealer, 'router', one)).toBeNull();
});

test('each changed character makes it wrong', () => {
  const one = formStamp(sealer, 'router', mac, now);
  for (let i = 0; i < one.length; i += 1) {
    const changed = `${one.slice(0, i)}${one[i] === 'A' ? 'B' : 'A'}${one.slice(i + 1)}`;
    expect(checkForm(sealer, 'router', mac, changed, now), changed).toBe('wrong');
  }
});
