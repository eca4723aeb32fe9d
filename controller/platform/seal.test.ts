import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkKey, keyFile, sealerFor, sealerOf, WrongKey } from './seal.ts';
import { testDatabase } from './testing.ts';

const sealer = sealerOf(randomBytes(32));

test('what was sealed opens only with its key, in its place, unchanged', () => {
  const sealed = sealer.seal('rahasia é', 'router:1:password');
  expect(sealer.open(sealed, 'router:1:password')).toBe('rahasia é');
  expect(sealed.includes('rahasia')).toBe(false);
  expect(() => sealer.open(sealed, 'router:2:password')).toThrow(WrongKey);
  expect(() => sealerOf(randomBytes(32)).open(sealed, 'router:1:password')).toThrow(WrongKey);
  sealed[sealed.length - 1]! ^= 1;
  expect(() => sealer.open(sealed, 'router:1:password')).toThrow(WrongKey);
});

test('the key file is made once, private; a damaged one says where it lies', () => {
  const folder = mkdtempSync('/tmp/sd-key-');
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const key = keyFile(folder);
  expect(Buffer.from(keyFile(folder)).equals(key)).toBe(true);
  expect(statSync(path.join(folder, 'master.key')).mode & 0o777).toBe(0o600);
  writeFileSync(path.join(folder, 'master.key'), 'short');
  expect(() => keyFile(folder)).toThrow(path.join(folder, 'master.key'));
});

test('a database that another key has sealed is noticed at start', async () => {
  await using t = await testDatabase();
  await checkKey(t.db, sealer);
  await checkKey(t.db, sealer);
  await expect(checkKey(t.db, sealerOf(randomBytes(32)))).rejects.toThrow(WrongKey);
});

test('a database that came without its key is refused at once, and no other key is made in its place', async () => {
  await using t = await testDatabase();
  const folder = mkdtempSync('/tmp/sd-key-');
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await sealerFor(t.db, folder, null);
  const file = path.join(folder, 'master.key');
  expect(existsSync(file)).toBe(true);
  rmSync(file);
  await expect(sealerFor(t.db, folder, null)).rejects.toThrow(/is not here: bring back/);
  expect(existsSync(file)).toBe(false);
});
