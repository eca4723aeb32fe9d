import { LoadedNasTable } from './nas-table.ts';
import type { Nas, NasTable } from './peer-of.ts';

/** Another process (the import on the command line) may have changed the routers, ms. */
const RELOAD_MS = 15_000;
/** A packet of a router that we do not know: it may have been added just now, ms. */
const RELOAD_ON_MISS_MS = 2_000;

/** The table of routers, kept true: loaded again from time to time, on request, and after a miss. */
export class NasWatch implements NasTable {
  readonly #load: () => Promise<Nas[]>;
  readonly #onError: (error: unknown) => void;
  #table = new LoadedNasTable([]);
  #all: readonly Nas[] = [];
  #loadedAt = Number.NEGATIVE_INFINITY;
  #loading: Promise<void> | null = null;
  #again = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(load: () => Promise<Nas[]>, onError: (error: unknown) => void) {
    this.#load = load;
    this.#onError = onError;
  }

  /** The first load; rejects when it fails. */
  async start(): Promise<void> {
    await this.#read();
    this.#timer = setInterval(() => this.reload(), RELOAD_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#loading;
  }

  get all(): readonly Nas[] {
    return this.#all;
  }

  byTunnel(address: string): Nas | undefined {
    return this.#table.byTunnel(address);
  }

  byIdentifier(name: string): Nas | undefined {
    const found = this.#table.byIdentifier(name);
    if (!found && performance.now() - this.#loadedAt > RELOAD_ON_MISS_MS) this.reload();
    return found;
  }

  /** Soon; what is asked for while it loads is loaded after that. */
  reload(): void {
    if (this.#loading) {
      this.#again = true;
      return;
    }
    this.#loading = this.#read()
      .catch(this.#onError)
      .finally(() => {
        this.#loading = null;
        if (this.#again) {
          this.#again = false;
          this.reload();
        }
      });
  }

  async #read(): Promise<void> {
    this.#loadedAt = performance.now();
    this.#all = await this.#load();
    this.#table = new LoadedNasTable(this.#all);
  }
}
