import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { RouterEntry } from '#contract/villages.ts';
import type { CommandContext } from '../platform/command-line.ts';
import { readConfig } from '../platform/config.ts';
import { sealerOf } from '../platform/seal.ts';
import { testDatabase } from '../platform/testing.ts';
import { routersCommand } from './command.ts';
import { readWords } from './command-words.ts';

const FILE = `village_code;router_name;host;port;tls;username;password;uplink
16.10.06.2021;sukamaju;10.20.0.2;8728;false;sd-monitor;sandi-rahasia;lte
`;
const now = new Date('2026-11-25T03:00:00Z');

async function console_(env: Record<string, string> = {}) {
  const t = await testDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), 'routers-command-'));
  const context: CommandContext = {
    db: t.db,
    sealer: sealerOf(new Uint8Array(32)),
    config: readConfig({ PORTAL_PUBLIC_URL: 'https://wifi.example/', ...env }),
    url: t.url,
    cluster: null,
  };
  return {
    db: t.db,
    folder,
    async run(...words: string[]) {
      const command = readWords(words);
      if ('fault' in command) throw new Error(command.fault);
      return await routersCommand(context, command, now);
    },
    file(text: string) {
      const name = path.join(folder, 'router.csv');
      writeFileSync(name, text);
      return name;
    },
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true });
      await t[Symbol.asyncDispose]();
    },
  };
}

test.each<[words: string[], says: string]>([
  [[], 'belum disebut'],
  [['hapus'], '"hapus" tidak dikenal'],
  [['import'], 'berkas CSV belum disebut'],
  [['import', 'a.csv', 'b.csv'], 'Hanya satu berkas'],
  [['import', 'a.csv', '--force'], '--force tidak dikenal'],
  [['list', '--xml'], '--xml tidak dikenal'],
  [['list', 'semua'], 'tidak dikenal'],
  [['pages'], 'Nama router belum disebut'],
  [['pages', 'a', 'b'], 'Hanya satu router'],
  [['script'], 'Nama router belum disebut'],
  [['script', 'a', '--version', '8'], '--version "8" tidak dikenal'],
  [['script', 'a', '--versi', '7'], '--versi tidak dikenal'],
  [['hub', 'a'], 'tidak dikenal'],
  [['certificate'], 'Nama router belum disebut'],
])('misused as %j it says what is wrong, and how it is used', (words, says) => {
  const read = readWords(words);
  expect('fault' in read && read.fault).toContain(says);
  expect('fault' in read && read.fault).toContain('npm run routers -- import');
});

test('a file is checked, imported and listed, never with a secret', async () => {
  await using c = await console_();
  const file = c.file(FILE);
  expect(await c.run('import', file, '--dry-run')).toEqual({
    said: expect.stringContaining('belum ada'),
    code: 0,
  });
  expect(await c.db.router.count()).toBe(0);
  const { said, code } = await c.run('import', file);
  expect([said, code]).toEqual([expect.stringContaining('baru: 1 (sukamaju)'), 0]);
  const listed = await c.run('list', '--json');
  const [entry] = JSON.parse(listed.said) as RouterEntry[];
  expect(entry).toMatchObject({
    name: 'sukamaju',
    village: { code: '16.10.06.2021', name: 'Sukamaju' },
    nasIdentifier: expect.stringMatching(/^sd-/),
    portalPath: expect.stringMatching(/^\/p\/[a-z2-9]{20}$/),
    setUp: 'never-seen',
  });
  expect(listed.said).not.toMatch(/rahasia|secret|sealed/i);
  expect((await c.run('list')).said).toContain('sukamaju\t10.20.0.2:8728');
  expect((await c.db.auditEntry.findFirstOrThrow()).actor).toBe('console');
});

test('its pages are printed or saved, and lead to its own portal address', async () => {
  await using c = await console_();
  await c.run('import', c.file(FILE));
  const { portalKey } = await c.db.router.findFirstOrThrow();
  const { said } = await c.run('pages', 'sukamaju');
  for (const name of ['rlogin.html', 'login.html', 'alogin.html'])
    expect(said).toContain(`===== ${name} =====`);
  expect(said).toContain(`https://wifi.example/p/${portalKey}`);
  const to = path.join(c.folder, 'pages');
  expect((await c.run('pages', 'sukamaju', '--to', to)).code).toBe(0);
  expect(readFileSync(path.join(to, 'rlogin.html'), 'utf8')).toContain(portalKey);
});

test.each<
  [why: string, words: (c: { file(text: string): string; folder: string }) => string[], says: string]
>([
  ['a file that is not there', () => ['import', '/tidak/ada.csv'], 'tidak ada'],
  ['a folder', (c) => ['import', c.folder], 'adalah folder'],
  ['a fault in the file', (c) => ['import', c.file(FILE.replace('lte', 'kabel'))], 'baris 2, kolom uplink'],
  ['an empty file', (c) => ['import', c.file('')], 'kosong'],
  ['an unknown router', () => ['pages', 'entah'], 'Tidak ada router bernama entah'],
])('%s is told in a sentence, with exit code 1', async (_why, words, says) => {
  await using c = await console_();
  expect(await c.run(...words(c))).toEqual({ said: expect.stringContaining(says), code: 1 });
  expect(await c.db.router.count()).toBe(0);
});

test('its script is printed, undone and refused in sentences; the hub learns of its key', async () => {
  await using c = await console_({
    WIREGUARD_ENDPOINT: 'hub.example:13231',
    WIREGUARD_PUBLIC_KEY: `${'H'.repeat(43)}=`,
  });
  await c.run('import', c.file(FILE));
  expect(await c.run('script', 'entah')).toMatchObject({ code: 1, said: expect.stringContaining('entah') });
  const refused = await c.run('script', 'sukamaju');
  expect([refused.code, refused.said]).toEqual([1, expect.stringContaining('RADIUS_PUBLIC_ADDRESS')]);
  expect((await c.run('hub')).said).toContain('Belum ada router');
  await c.db.router.updateMany({ data: { via: 'hub' } });
  const printed = await c.run('script', 'sukamaju');
  expect([printed.code, printed.aside]).toEqual([0, expect.stringContaining('10.77.0.2')]);
  expect(printed.said).toMatch(/^# Sinyal Desa: pemasangan router sukamaju/);
  expect((await c.run('script', 'sukamaju', '--undo')).said).toContain('pembatalan');
  const { tunnelPublicKey } = await c.db.router.findFirstOrThrow();
  expect((await c.run('hub')).said).toBe(
    `# sukamaju\n[Peer]\nPublicKey = ${tunnelPublicKey}\nAllowedIPs = 10.77.0.2/32`,
  );
});
