import type { FastifyInstance } from 'fastify';

/**
 * Runs `work` again and again, `ms` after its last end, until the app closes; a failure is logged and tried again.
 * Never two at once.
 */
export function every(app: FastifyInstance, name: string, ms: number, work: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let closing = false;
  const turn = () => {
    running = work()
      .catch((error: unknown) => app.log.warn({ err: error, job: name }, 'job failed, tried again'))
      .finally(() => {
        if (!closing) timer = setTimeout(turn, ms);
      });
  };
  app.addHook('onReady', async () => turn());
  app.addHook('onClose', async () => {
    closing = true;
    clearTimeout(timer);
    await running;
  });
}
