import { Link } from '../../../agents/simulator/links.ts';
import { type CutProxy, cutProxy } from '../../testing-proxy.ts';

/** A TCP way that is cut and mended when that is news. */
export class Way implements AsyncDisposable {
  readonly #proxy: CutProxy;
  #open = true;

  private constructor(proxy: CutProxy) {
    this.#proxy = proxy;
  }

  static async start(target: () => { readonly host: string; readonly port: number }): Promise<Way> {
    return new Way(await cutProxy(target));
  }

  get port(): number {
    return this.#proxy.port;
  }

  set(open: boolean): void {
    if (open === this.#open) return;
    this.#open = open;
    if (open) this.#proxy.mend();
    else this.#proxy.cut();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#proxy[Symbol.asyncDispose]();
  }
}

/** A listener by which an agent proves its way out; there or not. */
export class Canary {
  readonly #link: Link;
  #wanted = true;
  #turn: Promise<void> = Promise.resolve();

  private constructor(link: Link) {
    this.#link = link;
  }

  static async start(name: 'canary-a' | 'canary-b' | 'hub'): Promise<Canary> {
    const link = new Link(name, '127.0.0.1', 0);
    await link.mend();
    return new Canary(link);
  }

  get address(): string {
    return `${this.#link.host}:${this.#link.port}`;
  }

  /** Resolves when it is so; one change after another. */
  set(up: boolean): Promise<void> {
    if (up !== this.#wanted) {
      this.#wanted = up;
      this.#turn = this.#turn.then(() => (up ? this.#link.mend() : this.#link.cut()));
    }
    return this.#turn;
  }
}
