import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Hole, holeOf, holeOver, type Unnumbered } from './hole.ts';
import { openOutboxFile } from './outbox-file.ts';

export interface OutboxOptions {
  readonly folder: string;
  /** Bound of the file; default 256 MB, about ten weeks of twelve routers. */
  readonly maxBytes?: number;
  /** Longest time that an entry waits in memory for company, ms. */
  readonly gatherMs?: number;
  /** Entries were written down. */
  readonly onWritten?: () => void;
  /** Entries could not be written; they are counted, and told as a gap as soon as writing works again. */
  readonly onTrouble?: (error: Error) => void;
}

const MAX_BYTES = 256 << 20;
const GATHER_MS = 1_000;
/** Entries of one transaction: an SD card takes 100 ms and more for each. */
const MOST_GATHERED = 100;
/** Looks that make room when the file is full. */
const DROPPED_AT_ONCE = 500;
const MOST_SET_ASIDE = 1_000;
/** Commands are remembered for so long, ms: far beyond the expiry of any. */
const REMEMBER_TAKEN = 30 * 24 * 3_600_000;
const SQLITE_FULL = 13;

/** What an agent saw and did, on disk until the controller has acknowledged it. Numbers never repeat within an epoch. */
export class Outbox {
  readonly epoch: string;
  /** Where a file that could not be read was put; its entries are lost to the controller. */
  readonly movedTo: string | null;
  readonly #db: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #gatherMs: number;
  readonly #onWritten: () => void;
  readonly #onTrouble: (error: Error) => void;
  #missed: Hole | undefined;
  readonly #gathered: Unnumbered[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** Entries up to this number may be on their way: they are not dropped. */
  #sending = 0;

  constructor(options: OutboxOptions) {
    const file = openOutboxFile(options.folder, options.maxBytes ?? MAX_BYTES);
    this.#db = file.db;
    this.epoch = file.epoch;
    this.movedTo = file.movedTo;
    this.#gatherMs = options.gatherMs ?? GATHER_MS;
    this.#onWritten = options.onWritten ?? (() => {});
    this.#onTrouble = options.onTrouble ?? (() => {});
    this.#insert = this.#db.prepare('insert into entry (kind, at, body) values (?, ?, ?)');
  }

  /** Written within a second, together with others; at once when `urgent`. */
  add(entry: Unnumbered, urgent = false): void {
    this.#gathered.push(entry);
    if (urgent || this.#gathered.length >= MOST_GATHERED) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), this.#gatherMs);
  }

  /** Writes what was gathered; durable when it returns. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const entries = this.#gathered.splice(0);
    if (entries.length === 0) return;
    const missed = this.#missed;
    try {
      this.#transaction(() => {
        for (const entry of missed ? [missed, ...entries] : entries) this.#write(entry);
      });
      this.#missed = undefined;
    } catch (error) {
      // the disk itself is full or broken: to go on watching is worth more than to stop
      this.#missed = holeOver([...(missed ? [missed] : []), ...entries.map(holeOf)]);
      this.#onTrouble(error as Error);
      return;
    }
    this.#onWritten();
  }

  /** Was this command ever begun? */
  wasTaken(commandId: string): boolean {
    return this.#db.prepare('select 1 from taken where id = ?').get(commandId) !== undefined;
  }

  /** Writes down that a command is begun, and what became of it so far, in one transaction: durable when it returns. */
  take(commandId: string, entry: Unnumbered & { kind: 'action' }, now: number): void {
    this.flush();
    this.#transaction(() => {
      this.#db.prepare('delete from taken where at < ?').run(now - REMEMBER_TAKEN);
      this.#db
        .prepare('insert into taken values (?, ?, ?, ?)')
        .run(commandId, entry.routerId, entry.event, now);
      this.#write(entry);
    });
    this.#onWritten();
  }

  /** The oldest entries, as JSON with their numbers. They are not dropped before `settle` or the next `oldest`. */
  oldest(limit: number): { seq: number; json: string }[] {
    const rows = this.#db.prepare('select seq, body from entry order by seq limit ?').all(limit) as {
      seq: number;
      body: string;
    }[];
    this.#sending = rows.at(-1)?.seq ?? 0;
    return rows.map(({ seq, body }) => ({ seq, json: `{"seq":${seq},${body.slice(1)}` }));
  }

  /** Acknowledged: everything up to this number is the controller's. */
  acknowledge(seq: number): void {
    this.#db.prepare('delete from entry where seq <= ?').run(seq);
  }

  /** The controller will never take this entry: kept apart for a person to see, and told to it as a gap. */
  setAside(seq: number, why: string): void {
    const row = this.#db.prepare('select kind, at, body from entry where seq = ?').get(seq) as
      | { kind: string; at: string; body: string }
      | undefined;
    if (!row) return;
    this.#transaction(() => {
      this.#db.prepare('delete from entry where seq = ?').run(seq);
      this.#db.prepare('insert into set_aside (at, why, body) values (?, ?, ?)').run(row.at, why, row.body);
      this.#db.exec(`delete from set_aside where id <= (select max(id) from set_aside) - ${MOST_SET_ASIDE}`);
      // a gap that is refused must not make another
      if (row.kind !== 'gap')
        this.#write({ kind: 'gap', dropped: 1, from: row.at, to: row.at, why: 'refused' });
    });
  }

  get backlog(): number {
    return (this.#db.prepare('select count(*) as n from entry').get() as { n: number }).n;
  }

  get setAsideCount(): number {
    return (this.#db.prepare('select count(*) as n from set_aside').get() as { n: number }).n;
  }

  close(): void {
    this.flush();
    this.#db.close();
  }

  #write(entry: Unnumbered): void {
    const at = entry.kind === 'gap' ? entry.to : entry.at;
    this.#insert.run(entry.kind, at, JSON.stringify(entry));
  }

  /** All or nothing. When the file is full, the oldest looks make room; when none is left to drop, it throws. */
  #transaction(write: () => void): void {
    for (;;) {
      try {
        this.#db.exec('begin immediate');
        write();
        this.#db.exec('commit');
        return;
      } catch (error) {
        if (this.#db.isTransaction) this.#db.exec('rollback');
        if ((error as { errcode?: number }).errcode !== SQLITE_FULL || !this.#makeRoom()) throw error;
      }
    }
  }

  /**
   * Drops the oldest looks and notes the hole; deleting needs no new page. Those on their way are spared while there are others.
   * Actions are few and stay. False when there is too little to drop.
   */
  #makeRoom(): boolean {
    const select = this.#db.prepare(
      "select seq, at, kind, body from entry where seq > ? and kind <> 'action' order by seq limit ?",
    );
    let rows = select.all(this.#sending, DROPPED_AT_ONCE) as unknown as Stored[];
    if (rows.length < 2) rows = select.all(0, DROPPED_AT_ONCE) as unknown as Stored[];
    if (rows.length < 2) return false;
    const forget = this.#db.prepare('delete from entry where seq = ?');
    try {
      this.#db.exec('begin immediate');
      for (const { seq } of rows) forget.run(seq);
      this.#write(holeOver(rows.map((row) => holeOf(JSON.parse(row.body)))));
      this.#db.exec('commit');
      return true;
    } catch {
      // SQLite's bound leaves room for this; a full disk does not
      if (this.#db.isTransaction) this.#db.exec('rollback');
      return false;
    }
  }
}

interface Stored {
  readonly seq: number;
  readonly body: string;
}
