import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import type { AgentNudges } from '#contract/agent-link.ts';
import type { ControllerAddress } from './controller-client.ts';

/** ms until it knocks again. */
const REFUSED_PAUSE = 30_000;
const HUNG_UP_PAUSE = 1_000;

const Nudge = z.enum(['commands', 'assignment', 'inspections']);

export interface NudgeListener {
  readonly onNudge: (what: z.infer<typeof Nudge>) => void;
  /** The controller is there, for the first time or again. */
  readonly onConnect: () => void;
  readonly onTrouble: (error: Error) => void;
}

/** The open ear: by it a command is fetched at once. Without it everything still arrives, with the next answer to a batch. */
export class Nudges {
  readonly #socket: Socket<AgentNudges, Record<string, never>>;
  #timer: NodeJS.Timeout | undefined;

  constructor({ url, token }: ControllerAddress, { onNudge, onConnect, onTrouble }: NudgeListener) {
    this.#socket = io(new URL('/agents', url).href, {
      auth: { token },
      transports: ['websocket'],
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      timeout: 10_000,
    });
    this.#socket.on('nudge', (what) => {
      const nudge = Nudge.safeParse(what);
      if (nudge.success) onNudge(nudge.data);
    });
    this.#socket.on('connect', onConnect);
    this.#socket.on('connect_error', (error) => {
      onTrouble(error);
      // refused by its token: the library would not try again
      if (!this.#socket.active) this.#later(REFUSED_PAUSE);
    });
    // hung up on purpose, it stops or starts anew: the same
    this.#socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') this.#later(HUNG_UP_PAUSE);
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#socket.close();
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#socket.connect(), ms);
  }
}
