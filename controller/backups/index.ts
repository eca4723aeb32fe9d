import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import fp from 'fastify-plugin';
import { Gauge } from 'prom-client';
import { BackupList } from '#contract/backups.ts';
import { closeOfficeChore, openOfficeChore } from '../chores/store.ts';
import { home } from '../platform/config.ts';
import { every } from '../platform/every.ts';
import type { App } from '../platform/http.ts';
import { backupList, newestGoodAt } from './list.ts';
import { isDue, isOld, nextTurn } from './when.ts';

const TURN_MS = 60_000;

/** Nightly backups by a child process of low priority, and chores when they fail or are missing. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, config, clock, log, metrics } = app;
    const upSince = clock();
    const nightly = config.backupDir !== null && config.backupPassphraseFile !== null;
    let child: ChildProcess | null = null;

    const begin = () => {
      child = spawn(process.execPath, [path.join(home, 'controller', 'backups', 'command.ts'), '--nightly'], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: process.env,
      });
      child.once('error', (error) => log.error({ err: error }, 'the nightly backup cannot be started'));
      child.once('exit', (code) => {
        child = null;
        log[code === 0 ? 'info' : 'error']({ code }, 'the nightly backup ended');
      });
    };

    every(app, 'backups', TURN_MS, async () => {
      const now = clock();
      const newest = await db.backup.findFirst({ orderBy: { startedAt: 'desc' } });
      const attempt = newest && {
        startedAt: newest.startedAt,
        failed: newest.failure !== null || (newest.finishedAt === null && child === null),
      };
      if (nightly && child === null && isDue(config.backupAt, attempt, upSince, now)) begin();
      await judge(app, newest, nightly, now);
    });
    app.addHook('onClose', async () => void child?.kill('SIGTERM'));

    app.get(
      '/api/backups',
      {
        config: { verb: 'backup:read' },
        schema: {
          tags: ['backups'],
          summary: 'Backups that were tried, newest first',
          response: { 200: BackupList },
        },
      },
      async () => ({
        nightly,
        nextAt: nightly ? new Date(nextTurn(config.backupAt, clock().getTime())).toISOString() : null,
        secondPlace: config.backupSecondPlace !== null,
        newestGoodAt: (await newestGoodAt(db))?.toISOString() ?? null,
        backups: await backupList(db),
      }),
    );

    new Gauge({
      name: 'sinyaldesa_backup_last_success_timestamp_seconds',
      help: 'When the newest good backup was finished; absent when there is none.',
      registers: [metrics],
      async collect() {
        this.remove();
        const at = await newestGoodAt(db);
        if (at) this.set(at.getTime() / 1000);
      },
    });
  },
  { name: 'backups', dependencies: ['staff', 'chores'] },
);

type Newest = {
  failure: string | null;
  finishedAt: Date | null;
  copiedTo: string | null;
  copiedAt: Date | null;
} | null;

async function judge({ db, config }: App, newest: Newest, nightly: boolean, now: Date): Promise<void> {
  const old = isOld(await newestGoodAt(db), now);
  // A house of simulated routers alone has nothing to lose.
  const real = await db.router.count({ where: { simulated: false } });
  const simulated = await db.router.count({ where: { simulated: true } });
  if (old && (real > 0 || simulated === 0))
    await openOfficeChore(db, 'backup-old', whyOld(nightly, config.backupPassphraseFile), now);
  else await closeOfficeChore(db, 'backup-old', now);
  const failure =
    newest?.failure ??
    (newest?.finishedAt && newest.copiedTo !== null && newest.copiedAt === null
      ? `Belum tersalin ke tempat kedua (${newest.copiedTo}).`
      : null);
  if (failure !== null) await openOfficeChore(db, 'backup-failed', failure, now);
  else if (newest?.finishedAt) await closeOfficeChore(db, 'backup-failed', now);
}

function whyOld(nightly: boolean, passphraseFile: string | null): string {
  if (!nightly) return 'Belum ada cadangan malam: BACKUP_DIR atau BACKUP_PASSPHRASE_FILE belum diisi.';
  if (!existsSync(passphraseFile!)) return `BACKUP_PASSPHRASE_FILE ${passphraseFile} tidak ada.`;
  return 'Cadangan terakhir lebih tua dari 26 jam.';
}
