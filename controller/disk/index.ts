import fp from 'fastify-plugin';
import { Gauge } from 'prom-client';
import { closeOfficeChore, openOfficeChore } from '../chores/store.ts';
import { every } from '../platform/every.ts';
import type { App } from '../platform/http.ts';
import { type DiskState, judgeDisk } from './judge-disk.ts';
import { type DiskUsage, usageOf } from './usage-of.ts';

declare module 'fastify' {
  interface FastifyInstance {
    disk: {
      /** Nothing more may be taken in: what agents hold is safer with them. */
      isFull(): boolean;
      /** A folder whose disk must not fill up either, e.g. that of the database; `holdsData`: full, it stops the intake. */
      watch(folder: string, holdsData: boolean): void;
    };
  }
}

const TURN_MS = 60_000;

export interface DiskOptions {
  readonly usage?: (folder: string) => Promise<DiskUsage | null>;
  readonly turnMs?: number;
}

/** Watches the disks: at 80 % a chore, at 95 % agents are asked to keep what they have. */
export default fp<DiskOptions>(
  async (fastify, { usage = usageOf, turnMs = TURN_MS }) => {
    const app = fastify as unknown as App;
    const { db, config, clock, metrics } = app;
    const watched = new Map<string, { holdsData: boolean; state: DiskState }>();
    const watch = (folder: string, holdsData: boolean) => {
      const holds = holdsData || (watched.get(folder)?.holdsData ?? false);
      watched.set(folder, { holdsData: holds, state: watched.get(folder)?.state ?? 'well' });
    };
    watch(config.dataDir, config.databaseUrl === null);
    if (config.backupDir !== null) watch(config.backupDir, false);
    app.decorate('disk', {
      isFull: () => [...watched.values()].some(({ holdsData, state }) => holdsData && state === 'full'),
      watch,
    });
    const used = new Gauge({
      name: 'sinyaldesa_disk_used_ratio',
      help: 'Used share of the disk of a folder, 0..1.',
      labelNames: ['folder'],
      registers: [metrics],
    });

    every(app, 'disk', turnMs, async () => {
      const lines: string[] = [];
      let full: { folder: string; percent: number } | null = null;
      for (const [folder, disk] of watched) {
        const is = await usage(folder);
        if (is === null) continue;
        used.set({ folder }, is.usedPercent / 100);
        disk.state = judgeDisk(disk.state, is.usedPercent);
        const percent = Math.floor(is.usedPercent);
        if (disk.state !== 'well')
          lines.push(`${folder}: terpakai ${percent} %, sisa ${(is.freeBytes / 1e9).toFixed(1)} GB`);
        if (disk.state === 'full' && disk.holdsData) full = { folder, percent };
      }
      app.outages.setNotice('disk', full && { kind: 'disk-full', ...full });
      if (lines.length > 0) await openOfficeChore(db, 'disk', lines.join('; '), clock());
      else await closeOfficeChore(db, 'disk', clock());
    });
  },
  { name: 'disk', dependencies: ['staff', 'chores', 'outages'] },
);
