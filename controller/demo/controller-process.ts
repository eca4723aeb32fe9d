import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { home } from '../platform/config.ts';

const START_MS = 90_000;

const Ready = z.object({
  ready: z.literal(true),
  opsUrl: z.string(),
  portalUrl: z.string(),
  metricsUrl: z.string(),
  radius: z.object({ authPort: z.number(), acctPort: z.number() }),
  setUpUrl: z.string().nullable(),
  pids: z.object({ postgres: z.number().nullable(), agent: z.number().nullable() }),
});

export type ControllerProcess = z.infer<typeof Ready> & {
  readonly child: ChildProcess;
  /** It ended although nobody asked it to. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
};

/** `controller/main.ts` as a child, as `npm start` would run it; it tells its addresses over IPC and ends with us. */
export async function startControllerProcess(env: NodeJS.ProcessEnv): Promise<ControllerProcess> {
  const child = fork(path.join(home, 'controller', 'main.ts'), [], {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const ready = await new Promise<z.infer<typeof Ready>>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the controller does not start')), START_MS);
    child.once('exit', (code) => reject(new Error(`the controller ended with ${code}`)));
    child.on('message', (message) => {
      const told = Ready.safeParse(message);
      if (!told.success) return;
      clearTimeout(late);
      resolve(told.data);
    });
  });
  return {
    ...ready,
    child,
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), 30_000);
      await ended;
      clearTimeout(hard);
    },
  };
}
