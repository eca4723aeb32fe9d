import { expect, test } from 'vitest';
import { hashPassword, isPassword } from './password.ts';

test('a password is known again by its hash, and no other is; two hashes of it differ', async () => {
  const hash = await hashPassword('kopi-pahit-sekali');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await isPassword('kopi-pahit-sekali', hash)).toBe(true);
  expect(await isPassword('kopi-pahit-sekalI', hash)).toBe(false);
  expect(await hashPassword('kopi-pahit-sekali')).not.toBe(hash);
});

test('letters with marks are the same, whichever way the keyboard composes them', async () => {
  expect(await isPassword('cafe\u0301-di-desa', await hashPassword('caf\u00e9-di-desa'))).toBe(true);
});

test('a hash made by another argon2 is understood, its parameters included', async () => {
  // Command line of the reference implementation: `echo -n password | argon2 somesalt -id -v 13 -t 2 -m 16 -p 1 -l 24 -e`
  const phc = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  expect(await isPassword('password', phc)).toBe(true);
});

test('nobody has a password, and finding that out takes the same work', async () => {
  expect(await isPassword('', null)).toBe(false);
  expect(await isPassword('password', null)).toBe(false);
  const timed = async (hash: string | null) => {
    const from = performance.now();
    for (let i = 0; i < 3; i += 1) await isPassword('a guess', hash);
    return performance.now() - from;
  };
  const known = await hashPassword('kopi-pahit-sekali');
  const ratio = (await timed(null)) / (await timed(known));
  // A shortcut for unknown names would be a hundred times faster.
  expect(ratio).toBeGreaterThan(0.1);
});

test.each([
  '',
  'geheim',
  '$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA',
  '$argon2id$v=19$m=99999999,t=2,p=1$AA$AA',
])('refuses %j as a hash', async (phc) => {
  await expect(isPassword('x', phc)).rejects.toThrow('PHC');
});
