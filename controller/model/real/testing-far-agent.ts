import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { home } from '../../platform/config.ts';
import { Canary, Way } from './testing-ways.ts';

export interface FarOptions {
  readonly id: number;
  readonly token: string;
  readonly folder: string;
  readonly controller: () => { readonly host: string; readonly port: number };
}

/** An agent somewhere else, as a process, with ways of its own to the controller, to two canaries and to the hub. */
export class FarAgent implements AsyncDisposable {
  readonly id: number;
  readonly way: Way;
  readonly canaries: readonly Canary[];
  readonly hub: Canary;
  /** It got its routers and begins to look: only then it lives. */
  onLooking: () => void = () => {};
  readonly #environment: NodeJS.ProcessEnv;
  #child: ChildProcess;

  private constructor(id: number, way: Way, links: readonly Canary[], environment: NodeJS.ProcessEnv) {
    this.id = id;
    this.way = way;
    this.canaries = links.slice(0, 2);
    this.hub = links[2]!;
    this.#environment = environment;
    this.#child = this.#begin();
  }

  static async start({ id, token, folder, controller }: FarOptions): Promise<FarAgent> {
    const way = await Way.start(controller);
    const links = await Promise.all((['canary-a', 'canary-b', 'hub'] as const).map(Canary.start));
    return new FarAgent(id, way, links, {
      ...process.env,
      CONTROLLER_URL: `http://127.0.0.1:${way.port}`,
      AGENT_TOKEN: token,
      AGENT_DATA_DIR: folder,
      CANARIES: `penyedia-a=${links[0]!.address},penyedia-b=${links[1]!.address}`,
      HUB: links[2]!.address,
      INSPECT_HOURS: '0',
      LOG_LEVEL: 'info',
    });
  }

  #begin(): ChildProcess {
    const child = spawn(process.execPath, [path.join(home, 'agents/main.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: this.#environment,
    });
    createInterface(child.stdout!).on('line', (line) => {
      if (child === this.#child && line.includes('"msg":"assignment"')) this.onLooking();
    });
    return child;
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  async revive(): Promise<void> {
    await this.kill();
    this.#child = this.#begin();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await Promise.all([...this.canaries, this.hub].map((link) => link.set(false)));
    await this.way[Symbol.asyncDispose]();
  }
}
