import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from 'pg';
import type { ArchiveWriter } from './archive.ts';

/** Folders whose content belongs to the running server only (PostgreSQL manual, 25.3.4 "Backing Up the Data Directory"). */
const NOT_COPIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const NOT_FILES = /^(postmaster\.(pid|opts)|pg_internal\.init.*|backup_label.*|tablespace_map.*)$/;
const TEMPORARY = /^pgsql_tmp/;
const WAL_FILE = /^[0-9A-F]{24}$/;
const LARGEST_READ = 1024 * 1024;

/**
 * Copies a running cluster below `cluster/`, consistent as of the end of the copy: the write-ahead log of the time in
 * between comes along. A replication slot keeps that log until it is copied, and is dropped whatever happens: a slot that
 * is left behind fills the disk.
 */
export async function copyCluster(client: Client, folder: string, archive: ArchiveWriter): Promise<void> {
  const slot = `sinyal_backup_${randomBytes(6).toString('hex')}`;
  await client.query('select pg_create_physical_replication_slot($1, true)', [slot]);
  let started = false;
  try {
    const start = await client.query<{ file: string }>(
      `select pg_walfile_name(pg_backup_start($1, fast => true)) as file`,
      [slot],
    );
    started = true;
    await copyFolder(folder, '', archive);
    const stop = await client.query<{ label: string; file: string }>(
      `select labelfile as label, pg_walfile_name(lsn) as file from pg_backup_stop(wait_for_archive => false)`,
    );
    started = false;
    const { label, file: last } = stop.rows[0]!;
    await client.query('select pg_switch_wal()');
    await archive.add('cluster/backup_label', Buffer.from(label));
    const first = start.rows[0]!.file;
    const wal = path.join(folder, 'pg_wal');
    for (const name of (await readdir(wal)).toSorted()) {
      // Their names sort by time within a timeline.
      if (WAL_FILE.test(name) && name >= first && name <= last)
        await copyFile(path.join(wal, name), `cluster/pg_wal/${name}`, archive);
    }
  } finally {
    if (started)
      await client.query('select pg_backup_stop(wait_for_archive => false)').catch(() => undefined);
    await client.query('select pg_drop_replication_slot($1)', [slot]);
  }
}

async function copyFolder(root: string, below: string, archive: ArchiveWriter): Promise<void> {
  const entries = await readdir(path.join(root, below), { withFileTypes: true });
  // An empty folder is part of a cluster too.
  await archive.add(`cluster/${below}${below === '' ? '' : '/'}.folder`, Buffer.alloc(0));
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (TEMPORARY.test(entry.name)) continue;
    if (entry.isDirectory()) {
      if (NOT_COPIED.has(name)) await archive.add(`cluster/${name}/.folder`, Buffer.alloc(0));
      else await copyFolder(root, name, archive);
    } else if (entry.isFile() && !NOT_FILES.test(entry.name)) {
      await copyFile(path.join(root, name), `cluster/${name}`, archive);
    }
  }
}

/** A file that goes while we look is normal: its end is in the log. */
async function copyFile(file: string, name: string, archive: ArchiveWriter): Promise<void> {
  try {
    const { size } = await stat(file);
    const content = createReadStream(file, { highWaterMark: LARGEST_READ });
    await new Promise<void>((resolve, reject) => {
      content.once('open', () => resolve()).once('error', reject);
    });
    await archive.addStream(name, size, content);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
