import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import chores from '../chores/index.ts';
import { readConfig } from '../platform/config.ts';
import { testDatabase } from '../platform/testing.ts';
import { testOps } from '../staff/testing.ts';
import { backUp } from './backup.ts';
import backups from './index.ts';
import { makeBackup } from './make-backup.ts';
import { saveBackupChores } from './save-chores.ts';
import { copyToSecondPlace } from './second-place.ts';
import { fillWithLife } from './testing-life.ts';
import { startSftpServer } from './testing-sftp.ts';

const PASSPHRASE = 'sungai musi mengalir pelan';

function place(): string {
  const folder = mkdtempSync('/tmp/sd-nightly-');
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const old = 'sinyal-desa-20251105T183000Z-physical.tar.zst.age';

test('a nightly backup is written down, copied to the second place, and lets old ones go in both', {
  timeout: 60_000,
}, async () => {
  await using database = await testDatabase();
  const folder = place();
  const second = place();
  for (const day of ['02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13'])
    writeFileSync(path.join(folder, `sinyal-desa-202511${day}T183000Z-physical.tar.zst.age`), 'x');
  writeFileSync(path.join(second, old), 'x');
  for (const day of ['08', '09', '10', '11', '12', '13', '14'])
    writeFileSync(path.join(second, `sinyal-desa-202511${day}T183000Z-physical.tar.zst.age`), 'x');
  const job = {
    db: database.db,
    url: database.url,
    cluster: null,
    key: randomBytes(32),
    form: 'logical' as const,
    folder,
    passphrase: PASSPHRASE,
    nightly: true,
    config: readConfig({ BACKUP_SECOND_PLACE: second }),
    now: new Date('2026-11-25T18:30:00.000Z'),
  };
  const done = await makeBackup(job);
  expect(done.copyFailure).toBeNull();
  const name = path.basename(done.file);
  expect(readFileSync(path.join(second, name))).toEqual(readFileSync(done.file));
  expect(done.digest).toBe(createHash('sha256').update(readFileSync(done.file)).digest('hex'));
  for (const one of [folder, second]) expect(existsSync(path.join(one, old))).toBe(false);
  expect(existsSync(path.join(folder, 'sinyal-desa-20251113T183000Z-physical.tar.zst.age'))).toBe(true);
  expect(await database.db.backup.findMany()).toMatchObject([
    { form: 'logical', file: done.file, failure: null, copiedTo: second, digest: done.digest },
  ]);

  const unmounted = path.join(second, 'usb');
  const later = new Date('2026-11-26T18:30:00.000Z');
  const noCopy = await makeBackup({
    ...job,
    now: later,
    config: readConfig({ BACKUP_SECOND_PLACE: unmounted }),
  });
  expect(noCopy.copyFailure).toMatch(/terpasang/);
  await expect(makeBackup({ ...job, now: later, passphrase: 'pendek' })).rejects.toThrow(/terlalu pendek/);
  const [last] = await database.db.backup.findMany({ orderBy: { id: 'desc' }, take: 1 });
  expect(last!.failure).toMatch(/terlalu pendek/);
});

test('two at once: the second is told to wait', { timeout: 60_000 }, async () => {
  await using database = await testDatabase();
  const job = {
    db: database.db,
    url: database.url,
    cluster: null,
    key: randomBytes(32),
    form: 'logical' as const,
    folder: place(),
    passphrase: PASSPHRASE,
    nightly: false,
    config: readConfig({}),
    now: new Date(),
  };
  const [first, second] = await Promise.allSettled([makeBackup(job), makeBackup(job)]);
  const refused = [first, second].filter((one) => one.status === 'rejected');
  expect(refused.map((one) => String(one.reason))).toEqual([expect.stringMatching(/sedang dibuat/)]);
});

test('over SFTP: with the server’s key known it is copied, with another one nothing leaves', {
  timeout: 60_000,
}, async () => {
  await using database = await testDatabase();
  const folder = place();
  const made = await backUp({
    url: database.url,
    cluster: null,
    form: 'logical',
    key: randomBytes(32),
    folder,
    passphrase: PASSPHRASE,
    now: new Date('2026-11-25T18:30:00.000Z'),
  });
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const keyPath = path.join(folder, 'id');
  writeFileSync(keyPath, privateKey, { mode: 0o600 });
  const remote = place();
  await using server = await startSftpServer(remote, privateKey);
  const to = (hostKey: string | null) => ({
    place: `sftp://cadangan@127.0.0.1:${server.port}${remote}`,
    backupSftpKeyFile: keyPath,
    backupSftpHostKey: hostKey,
  });
  await copyToSecondPlace(made.file, to(server.hostKey));
  expect(readFileSync(path.join(remote, path.basename(made.file)))).toEqual(readFileSync(made.file));
  rmSync(path.join(remote, path.basename(made.file)));
  await expect(copyToSecondPlace(made.file, to('SHA256:xxx'))).rejects.toThrow(/jangan-jangan server lain/);
  await expect(copyToSecondPlace(made.file, to(null))).rejects.toThrow(/BACKUP_SFTP_HOST_KEY/);
  await expect(copyToSecondPlace(made.file, { ...to(server.hostKey), place: 'ftp://x@y/z' })).rejects.toThrow(
    /bukan sftp/,
  );
  expect(existsSync(path.join(remote, path.basename(made.file)))).toBe(false);
});

test('with real routers a missing, old, failed or uncopied backup is a chore; a good one closes it', async () => {
  await using database = await testDatabase();
  const { db } = database;
  const now = new Date('2026-11-25T18:30:00.000Z');
  const good = { failure: null, finishedAt: now, copiedTo: null, copiedAt: null };
  const settings = readConfig({});
  const open = async () => {
    const chores_ = await db.chore.findMany({ where: { routerId: null, until: null } });
    return chores_.map(({ kind, detail }) => `${kind}: ${detail}`).toSorted();
  };
  await saveBackupChores(db, settings, null, now);
  expect(await open()).toEqual([]);
  await fillWithLife(database.url, 1);
  await db.chore.updateMany({ data: { until: now } });
  await saveBackupChores(db, settings, { ...good, failure: 'disk rusak' }, now);
  expect(await open()).toEqual([
    'backup-failed: disk rusak',
    expect.stringMatching(/^backup-old: .*BACKUP_DIR/),
  ]);
  await db.backup.create({ data: { startedAt: now, finishedAt: now, form: 'logical', file: 'x' } });
  await saveBackupChores(db, settings, { ...good, copiedTo: '/mnt/usb' }, now);
  expect(await open()).toEqual([expect.stringMatching(/^backup-failed: .*tempat kedua/)]);
  await saveBackupChores(db, settings, good, now);
  expect(await open()).toEqual([]);
});

test('the list is for who looks after the server', async () => {
  await using house = await testOps([chores, backups]);
  const operator = await house.as('sari', 'operator');
  expect((await operator('GET', '/api/backups')).body).toMatchObject({
    nightly: false,
    nextAt: null,
    newestGoodAt: null,
    backups: [],
  });
  const technician = await house.as('budi', 'technician', []);
  expect((await technician('GET', '/api/backups')).status).toBe(403);
});
