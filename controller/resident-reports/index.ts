import fp from 'fastify-plugin';
import type { OpenAnswer, PublicReport, ReportFigures } from '#contract/resident-reports.ts';
import { every } from '../platform/every.ts';
import type { App } from '../platform/http.ts';
import { joinAgain } from './join-store.ts';
import { byNumber, figuresBetween, openAnswers } from './read.ts';
import { reportRoutes } from './routes.ts';
import { type NewReport, type Submitted, submit } from './submit.ts';

export { figuresBetween } from './read.ts';
export type { NewReport, Submitted } from './submit.ts';

/** What residents tell of the wifi, without a name, joined to the outage that is open. */
export interface ResidentReports {
  /** Takes a report in; the village must be there. A second tap gives the first number again. */
  submit(report: NewReport, now: Date): Promise<Submitted>;
  /** As somebody typed the number; null when there is none such. */
  byNumber(number: string): Promise<PublicReport | null>;
  /** What staff said to reports of a village that are open, the newest first, at most five. */
  openAnswers(village: string): Promise<OpenAnswer[]>;
  /** What was kept of the deadlines in from..until. */
  figures(from: Date, until: Date): Promise<{ regency: ReportFigures; villages: Map<string, ReportFigures> }>;
}

declare module 'fastify' {
  interface FastifyInstance {
    residentReports: ResidentReports;
  }
}

const JOIN_MS = 60_000;

export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, sealer, clock } = app;
    app.decorate('residentReports', {
      submit: (report, now) => submit(db, sealer, report, now),
      byNumber: (number) => byNumber(db, number),
      openAnswers: (village) => openAnswers(db, village),
      figures: (from, until) => figuresBetween(db, from, until),
    } satisfies ResidentReports);
    reportRoutes(app);
    every(app, 'join reports of residents', JOIN_MS, async () => {
      await joinAgain(db, clock());
    });
  },
  { name: 'resident-reports', dependencies: ['staff', 'incidents'] },
);
