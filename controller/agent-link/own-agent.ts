import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { home } from '../platform/config.ts';
import type { Db } from '../platform/db.ts';
import type { App } from '../platform/http.ts';

const NAME = 'pengendali';
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** Ran this long: the next death starts counting anew. */
const WELL_MS = 60_000;
const STOP_DEADLINE_MS = 5_000;

export interface OwnAgent {
  readonly id: number;
  pid(): number | null;
  stop(): Promise<void>;
}

/**
 * The controller's own agent: a child process that takes the same road over loopback as a remote one. A crash in it harms
 * nothing else; it is started again. It ends by itself when this process is gone.
 */
export async function startOwnAgent(app: App, controllerUrl: string): Promise<OwnAgent> {
  const { id, token } = await enrol(app.db, app.clock());
  await leaseOrphans(app.db, id);
  const orphans = () => {
    leaseOrphans(app.db, id).then(
      (leased) => leased > 0 && app.bus.emit('assignment:changed'),
      (error: unknown) => app.log.warn({ err: error }, 'routers without an agent wait for the next change'),
    );
  };
  app.bus.on('routers:changed', orphans);

  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | undefined;
  let delay = FIRST_DELAY_MS;
  let stopping = false;
  const start = () => {
    const startedAt = Date.now();
    child = spawn(process.execPath, [path.join(home, 'agents', 'main.ts')], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: {
        ...process.env,
        CONTROLLER_URL: controllerUrl,
        AGENT_TOKEN: token,
        AGENT_DATA_DIR: path.join(app.config.dataDir, 'agent'),
        CANARIES: app.config.canaries,
        HUB: app.config.hub,
        LOG_LEVEL: app.config.logLevel,
      },
    });
    child.once('error', (error) => app.log.error({ err: error }, 'the agent cannot be started'));
    child.once('exit', (code, signal) => {
      child = null;
      if (stopping) return;
      if (Date.now() - startedAt > WELL_MS) delay = FIRST_DELAY_MS;
      app.log.warn({ code, signal, againInMs: delay }, 'the own agent ended; it is started again');
      timer = setTimeout(start, delay);
      delay = Math.min(delay * 2, LONGEST_DELAY_MS);
    });
  };
  start();

  return {
    id,
    pid: () => child?.pid ?? null,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      app.bus.off('routers:changed', orphans);
      const last = child;
      if (!last || last.exitCode !== null) return;
      const gone = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      last.kill('SIGTERM');
      const hard = setTimeout(() => last.kill('SIGKILL'), STOP_DEADLINE_MS);
      await gone;
      clearTimeout(hard);
    },
  };
}

/** A fresh token at each start: it lives in the two processes only. */
async function enrol(db: Db, now: Date): Promise<{ id: number; token: string }> {
  const token = `sda_${randomBytes(32).toString('base64url')}`;
  const tokenHash = new Uint8Array(createHash('sha256').update(token).digest());
  const { id } = await db.agent.upsert({
    where: { name: NAME },
    create: { name: NAME, tokenHash, createdAt: now },
    update: { tokenHash, revokedAt: null },
    select: { id: true },
  });
  return { id, token };
}

/** Routers that nobody polls are polled by the own agent. */
async function leaseOrphans(db: Db, agentId: number): Promise<number> {
  const { count } = await db.router.updateMany({
    where: { removedAt: null, OR: [{ agentId: null }, { agent: { revokedAt: { not: null } } }] },
    data: { agentId },
  });
  return count;
}
