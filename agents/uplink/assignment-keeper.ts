import type { Assignment } from '#contract/agent-link.ts';
import { waitAfter } from './backoff.ts';
import type { ControllerClient } from './controller-client.ts';

export interface AssignmentOptions {
  readonly client: Pick<ControllerClient, 'assignment'>;
  readonly onAssignment: (assignment: Assignment) => void;
  readonly onTrouble: (error: Error, failures: number) => void;
}

/** The routers of this agent, in memory only: they come with passwords. Fetched again until it succeeds. */
export class AssignmentKeeper {
  readonly #options: AssignmentOptions;
  #version: string | null = null;
  #busy = false;
  #again = false;
  #closed = false;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: AssignmentOptions) {
    this.#options = options;
  }

  /** Version that the agent works by. */
  get version(): string | null {
    return this.#version;
  }

  /** The controller named its present version. */
  heard(version: string): void {
    if (version !== this.#version) this.fetch();
  }

  /** Fetches now, or once more when it is fetching. */
  fetch(): void {
    if (this.#closed) return;
    this.#again = true;
    if (!this.#busy) void this.#run();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#busy = true;
    clearTimeout(this.#timer);
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        const assignment = await this.#options.client.assignment();
        if (this.#closed) break;
        this.#failures = 0;
        this.#version = assignment.version;
        this.#options.onAssignment(assignment);
      } catch (error) {
        if (this.#closed) break;
        this.#options.onTrouble(error as Error, ++this.#failures);
        this.#timer = setTimeout(() => this.fetch(), waitAfter(this.#failures, Math.random()));
      }
    }
    this.#busy = false;
  }
}
