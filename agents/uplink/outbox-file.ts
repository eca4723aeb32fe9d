import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const SCHEMA = `
  create table if not exists meta (key text primary key, value text not null) strict;
  create table if not exists entry (seq integer primary key autoincrement, kind text not null, at text not null, body text not null) strict;
  create table if not exists set_aside (id integer primary key autoincrement, at text not null, why text not null, body text not null) strict;
  create table if not exists taken (id text primary key, router_id integer not null, event text not null, at integer not null) strict;
`;

/** Opened and sound, or moved aside: what cannot be read must not keep an agent from watching. */
export interface OutboxFile {
  readonly db: DatabaseSync;
  readonly epoch: string;
  /** Where a broken file was put. */
  readonly movedTo: string | null;
}

/** The file of an agent's outbox in its data folder, made when there is none. `maxBytes` bounds it. */
export function openOutboxFile(folder: string, maxBytes: number): OutboxFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'outbox.sqlite');
  try {
    return { ...open(file, maxBytes), movedTo: null };
  } catch (error) {
    if (!isBroken(error)) throw error;
    const movedTo = `${file}.broken-${Date.now()}`;
    for (const suffix of ['', '-wal', '-shm'])
      if (existsSync(file + suffix)) renameSync(file + suffix, movedTo + suffix);
    return { ...open(file, maxBytes), movedTo };
  }
}

function open(file: string, maxBytes: number): { db: DatabaseSync; epoch: string } {
  const db = new DatabaseSync(file);
  try {
    db.exec('pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=2000');
    const check = db.prepare('pragma quick_check(1)').get() as { quick_check: string };
    if (check.quick_check !== 'ok') throw new BrokenFile(check.quick_check);
    db.exec(SCHEMA);
    db.exec('pragma journal_size_limit=1048576');
    db.prepare("insert or ignore into meta values ('epoch', ?)").run(randomUUID());
    const { value } = db.prepare("select value from meta where key = 'epoch'").get() as { value: string };
    const { page_size: pageSize } = db.prepare('pragma page_size').get() as { page_size: number };
    db.exec(`pragma max_page_count=${Math.max(16, Math.floor(maxBytes / pageSize))}`);
    return { db, epoch: value };
  } catch (error) {
    db.close();
    throw error;
  }
}

class BrokenFile extends Error {}

/** SQLITE_CORRUPT and SQLITE_NOTADB (sqlite.org/rescode.html). */
const isBroken = (error: unknown): boolean =>
  error instanceof BrokenFile || [11, 26].includes((error as { errcode?: number }).errcode ?? 0);
