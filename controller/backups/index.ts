import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import fp from 'fastify-plugin';
import { Gauge } from 'prom-client';
import { BackupList } from '#contract/backups.ts';
import { home } from '../platform/config.ts';
import { every } from '../platform/every.ts';
import type { App } from '../platform/http.ts';
import { backupList, newestGoodAt } from './list.ts';
import { saveBackupChores } from './save-chores.ts';
import { isDue, nextTurn } from './when.ts';

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
      await saveBackupChores(db, config, newest, now);
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
