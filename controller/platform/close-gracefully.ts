import closeWithGrace from 'close-with-grace';

/** A signal sent to a whole group of processes comes once from the sender and again from our parent: that is one wish. */
const ONE_WISH_MS = 3_000;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export interface Closing {
  /** Longest time that closing may take, ms; then the process ends as it is, with exit code 1. */
  readonly delayMs: number;
  readonly say: (fault: unknown) => void;
}

/**
 * Runs `work` once, at SIGINT, SIGTERM or a fault that nobody caught, and ends the process. A person who asks again
 * after some seconds is not made to wait: the process ends at once.
 */
export function closeGracefully({ delayMs, say }: Closing, work: () => Promise<unknown>): void {
  const grace = closeWithGrace(
    { delay: delayMs, logger: { error: say }, skip: [...SIGNALS] },
    async ({ err }) => {
      if (err) say(err);
      await work();
    },
  );
  let askedAt: number | null = null;
  const asked = (signal: string) => {
    const now = performance.now();
    if (askedAt === null) {
      askedAt = now;
      grace.close();
    } else if (now - askedAt > ONE_WISH_MS) {
      say(`second ${signal}: ending at once`);
      process.exit(1);
    }
  };
  for (const signal of SIGNALS) process.on(signal, asked);
}
