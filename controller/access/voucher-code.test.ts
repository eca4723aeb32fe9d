import { expect, test } from 'vitest';
import { drawCode, isWellFormed, printedCode, typedCode } from './voucher-code.ts';

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

test('codes are nine of thirty characters, printed by three', () => {
  const codes = Array.from({ length: 2_000 }, drawCode);
  expect(new Set(codes).size).toBe(2_000);
  for (const code of codes) {
    expect(code).toMatch(/^[23456789ABCDEFGHJKMNPQRSTVWXYZ]{9}$/);
    expect(isWellFormed(code)).toBe(true);
    expect(printedCode(code)).toMatch(/^\w{3}-\w{3}-\w{3}$/);
  }
});

test('each wrong character is found, and nearly each swap of neighbours', () => {
  let swaps = 0;
  let missed = 0;
  for (let round = 0; round < 50; round += 1) {
    const code = drawCode();
    for (let i = 0; i < code.length; i += 1) {
      for (const other of ALPHABET) {
        if (other === code[i]) continue;
        expect(isWellFormed(code.slice(0, i) + other + code.slice(i + 1))).toBe(false);
      }
      const [a, b] = [code[i], code[i + 1]];
      if (b === undefined || a === b) continue;
      swaps += 1;
      if (isWellFormed(code.slice(0, i) + b + a + code.slice(i + 2))) missed += 1;
    }
  }
  expect(missed / swaps).toBeLessThan(0.02);
});

test.each([
  ['abc-def-ghj', 'ABCDEFGHJ'],
  [' abc def\tghj ', 'ABCDEFGHJ'],
  ['abc.def_ghj', 'ABCDEFGHJ'],
  ['', ''],
  ['é'.repeat(50), ''],
  ['A'.repeat(99), 'A'.repeat(40)],
])('%j is read as %j', (typed, code) => expect(typedCode(typed)).toBe(code));

test.each(['', 'ABC', '0BCDEFGHJ', 'ABCDEFGHJK'])('%j is no code of ours', (code) =>
  expect(isWellFormed(code)).toBe(false),
);
