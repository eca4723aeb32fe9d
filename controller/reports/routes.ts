import { z } from 'zod';
import { Claim, CloseReport, Month, ReportView } from '#contract/reports.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, personOf } from '../staff/index.ts';
import { closedView, closeMonth, reportView } from './closed.ts';
import { claimsOf } from './month/claims.ts';
import { monthReport } from './month/month-report.ts';

const read = { verb: 'report:read' } as const;
const tags = ['reports'];
const ofMonth = z.object({ month: Month });

/** The month: its draft, its closed issues, what providers owe for it. */
export function reportRoutes(app: App): void {
  const { db, clock } = app;

  app.get(
    '/api/reports/:month',
    {
      config: read,
      schema: {
        params: ofMonth,
        tags,
        summary: 'The month as of now, both figures, with what was closed before',
        response: { 200: ReportView },
      },
    },
    (request) => reportView(db, mustHaveBegun(request.params.month), clock()),
  );

  app.get(
    '/api/reports/:month/:revision',
    {
      config: read,
      schema: {
        params: ofMonth.extend({ revision: z.coerce.number().int().positive().max(1_000_000) }),
        tags,
        summary: 'An issue as it was closed',
        response: { 200: ReportView },
      },
    },
    async (request) => {
      const { month, revision } = request.params;
      const view = await closedView(db, month, revision);
      if (!view) throw new Refusal(404, 'not-found', `${month} has no issue ${revision}`);
      return view;
    },
  );

  app.post(
    '/api/reports/:month/close',
    {
      config: { verb: 'report:write' },
      schema: {
        params: ofMonth,
        body: CloseReport,
        tags,
        summary: 'Closes a month, or issues it anew with a reason; what was issued stays',
        response: { 200: ReportView },
      },
    },
    async (request) => {
      const now = clock();
      const { month } = request.params;
      const by = personOf(request);
      const report = await monthReport(db, mustHaveBegun(month), now);
      await db.$transaction(async (tx) => {
        const revision = await closeMonth(tx, report, request.body, by.id, now);
        await audit(tx, {
          actor: by.name,
          act: 'report:close',
          target: month,
          ...(request.body.reason === null ? {} : { reason: request.body.reason }),
          from: request.ip,
          detail: { revision, number: request.body.number },
          at: now,
        });
      });
      return await reportView(db, month, now);
    },
  );

  app.get(
    '/api/reports/:month/claims',
    {
      config: read,
      schema: {
        params: ofMonth,
        tags,
        summary: 'What each provider owes for the month, by its contract',
        response: { 200: z.array(Claim) },
      },
    },
    (request) => claimsOf(db, mustHaveBegun(request.params.month), clock()),
  );

  function mustHaveBegun(month: Month): Month {
    if (Date.parse(`${month}-01T00:00:00+07:00`) > clock().getTime())
      throw new Refusal(409, 'month-not-begun', `${month} has not begun`);
    return month;
  }
}
