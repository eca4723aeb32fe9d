import { connect } from 'node:net';
import type { Row } from '../api/sentence.ts';
import { answers } from '../menus/tools.ts';
import { parseDuration } from '../ros-format.ts';
import type { Console } from './console.ts';
import { Failure } from './failure.ts';

/** Scripts of one router that are at work at once. */
const MOST_RUNNING = 20;

/** Runs what nobody types: netwatch scripts when a host's status changes, the scheduler by its interval. */
export class Watchers {
  readonly #console: Console;
  readonly #netwatchSeconds: number | undefined;
  /** Last status of each netwatch row by its id; unknown after a boot. */
  readonly #known = new Map<string, boolean>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  readonly #off: readonly (() => void)[];
  #closed = false;

  constructor(console: Console, netwatchSeconds: number | undefined) {
    this.#console = console;
    this.#netwatchSeconds = netwatchSeconds;
    const { router } = console;
    router.scriptsChanged = () => this.#look();
    router.booted = () => {
      console.globals.clear();
      this.#known.clear();
      router.state.probes.clear();
      this.#look();
    };
    const { events } = router.state;
    this.#off = [events.on('gone', () => this.#probe()), events.on('back', () => this.#probe())];
  }

  async idle(): Promise<void> {
    while (this.#running.size > 0 || [...this.#timers.keys()].some((key) => key.startsWith('probe')))
      await (this.#running.size > 0
        ? Promise.all(this.#running)
        : new Promise((next) => setTimeout(next, 5)));
  }

  close(): void {
    this.#closed = true;
    for (const end of this.#off) end();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** The uplink changed: each host is probed when its interval has passed. */
  #probe(): void {
    const { state } = this.#console.router;
    for (const row of state.table('/tool/netwatch').rows) {
      const id = row['.id']!;
      const seconds = this.#netwatchSeconds ?? parseDuration(row.interval ?? '') ?? 10;
      this.#set(`probe${id}`, seconds * 1_000, () => this.#judge(id));
    }
  }

  #judge(id: string): void {
    const { state } = this.#console.router;
    const row = state.table('/tool/netwatch').find(id);
    if (!row || row.disabled === 'true' || state.dead || row.type === 'tcp-conn') return;
    this.#saw(id, row, answers(state, row.host ?? ''));
  }

  /** Ports are really knocked at, each interval: nothing tells when another machine falls silent. */
  #knock(id: string, first: boolean): void {
    const { state } = this.#console.router;
    const row = state.table('/tool/netwatch').find(id);
    if (!row || row.disabled === 'true' || row.type !== 'tcp-conn') return;
    const seconds = this.#netwatchSeconds ?? parseDuration(row.interval ?? '') ?? 10;
    this.#set(`knock${id}`, first ? 0 : seconds * 1_000, async () => {
      const up = await opens(
        row.host ?? '',
        Number(row.port),
        (parseDuration(row.timeout ?? '') ?? 3) * 1_000,
      );
      if (this.#closed || state.table('/tool/netwatch').find(id) !== row) return;
      const seen = up && state.uplinkUp;
      if (!state.dead) {
        state.probes.set(id, seen);
        this.#saw(id, row, seen);
      }
      this.#knock(id, false);
    });
  }

  #saw(id: string, row: Row, up: boolean): void {
    const was = this.#known.get(id);
    this.#known.set(id, up);
    const script = up ? row['up-script'] : row['down-script'];
    if (was !== undefined && was !== up && script) this.#start(script, 'netwatch');
  }

  /** Rows were added or changed, or the router has booted. */
  #look(): void {
    const { state } = this.#console.router;
    for (const row of state.table('/tool/netwatch').rows)
      if (!this.#known.has(row['.id']!) && row.type !== 'tcp-conn')
        this.#known.set(row['.id']!, answers(state, row.host ?? ''));
    for (const row of state.table('/tool/netwatch').rows)
      if (row.type === 'tcp-conn' && !this.#timers.has(`knock${row['.id']!}`)) this.#knock(row['.id']!, true);
    for (const key of [...this.#timers.keys()]) if (key.startsWith('due')) this.#clear(key);
    for (const row of state.table('/system/scheduler').rows) this.#schedule(row['.id']!);
  }

  #schedule(id: string): void {
    const { state } = this.#console.router;
    const row = state.table('/system/scheduler').find(id);
    const seconds = parseDuration(row?.interval ?? '') ?? 0;
    if (!row || seconds <= 0 || row.disabled === 'true') return;
    this.#set(`due${id}`, Math.min(seconds * 1_000, 0x7fff_ffff), () => {
      const now = state.table('/system/scheduler').find(id);
      if (!now) return;
      if (!state.dead && state.allows('scheduler')) {
        now['run-count'] = String(Number(now['run-count'] ?? 0) + 1);
        this.#start(now['on-event'] ?? '', 'scheduler');
      }
      this.#schedule(id);
    });
  }

  #start(source: string, why: string): void {
    if (this.#running.size >= MOST_RUNNING) return;
    const { state } = this.#console.router;
    const script = state.table('/system/script').rows.find(({ name }) => name === source.trim());
    const work = this.#console.script(script?.source ?? source).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      state.note('script,error', `executing script from ${why} failed, please check it manually`);
    });
    const done = work.finally(() => this.#running.delete(done));
    this.#running.add(done);
  }

  #set(key: string, ms: number, ring: () => unknown): void {
    this.#clear(key);
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      ring();
    }, ms);
    this.#timers.set(key, timer.unref());
  }

  #clear(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }
}

/** A connection is made and let go (manual, page Netwatch, tcp-conn). */
function opens(host: string, port: number, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: port || 80, timeout: ms });
    const end = (open: boolean) => () => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}
