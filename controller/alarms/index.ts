import fp from 'fastify-plugin';
import { isDatabaseGone } from '../platform/db.ts';
import { every } from '../platform/every.ts';
import type { App } from '../platform/http.ts';
import { deliver } from './deliver.ts';
import { writeDatabaseGone, writeOffice } from './office.ts';
import { forgetOld } from './outbox.ts';
import { alarmRoutes } from './routes.ts';
import { writeAlarms } from './write.ts';

const OFFICE_MS = 5_000;
const FORGET_MS = 3_600_000;
/** A database that was away for less is no news, ms. */
const DATABASE_ALARM_MS = 30_000;

/** Who is told, by Telegram and webhook: one message for an outage, edited as it unfolds. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, clock } = app;
    const awakeSince = clock();
    let gone: Date | null = null;

    app.outages.alongside(writeAlarms);
    alarmRoutes(app, deliver(app));

    every(app, 'alarms of the office', OFFICE_MS, async () => {
      try {
        await writeOffice(db, clock(), awakeSince);
        if (gone !== null && clock().getTime() - gone.getTime() > DATABASE_ALARM_MS)
          await writeDatabaseGone(db, gone, clock());
        gone = null;
      } catch (error) {
        if (isDatabaseGone(error)) gone ??= clock();
        throw error;
      }
    });
    every(app, 'forget old alarms', FORGET_MS, () => forgetOld(db, clock()));
  },
  { name: 'alarms', dependencies: ['staff', 'outages'] },
);
