import { z } from 'zod';
import { letterNumber } from '#contract/letter-number.ts';
import { Month, type MonthReport, NewPaper, PaperJob } from '#contract/reports.ts';
import { createPapers, type Paper } from '../papers/index.ts';
import { type App, Refusal } from '../platform/http.ts';
import { letterheadOf, ruleSets } from '../service-levels/index.ts';
import { audit, personOf } from '../staff/index.ts';
import { canonical, digestOf } from './canonical.ts';
import { closedView, reportView } from './closed.ts';
import { PaperJobs } from './jobs.ts';
import { claimsOf } from './month/claims.ts';
import type { ReportFile } from './verify.ts';

const tags = ['reports'];
const read = { verb: 'report:read' } as const;

/** Papers: asked for, made in a thread of their own, fetched by whoever asked. */
export function paperRoutes(app: App): void {
  const { db, clock } = app;
  const papers = createPapers();
  const jobs = new PaperJobs();
  app.addHook('onClose', () => papers.close());
  const ofJob = z.object({ id: z.uuid() });

  app.post(
    '/api/reports/:month/papers',
    {
      config: read,
      schema: {
        params: z.object({ month: Month }),
        body: NewPaper,
        tags,
        summary: 'Begins a paper of the month; look after it by its id',
        response: { 202: PaperJob },
      },
    },
    async (request, reply) => {
      const now = clock();
      const { month } = request.params;
      const { revision = null, ...wish } = request.body;
      const by = personOf(request);
      const make = await orderOf(month, wish, revision, now);
      await db.$transaction((tx) =>
        audit(tx, {
          actor: by.name,
          act: 'report:paper',
          target: month,
          from: request.ip,
          detail: request.body,
          at: now,
        }),
      );
      return reply
        .code(202)
        .send(
          jobs.start(wish.kind, `${wish.kind}`, by.id, now.getTime(), make, (error) =>
            app.log.warn({ err: error, kind: wish.kind, month }, 'a paper was not made'),
          ),
        );
    },
  );

  app.get(
    '/api/papers/:id',
    {
      config: read,
      schema: { params: ofJob, tags, summary: 'How far a paper is', response: { 200: PaperJob } },
    },
    (request) => {
      const job = jobs.view(request.params.id, personOf(request).id);
      if (!job) throw gone();
      return job;
    },
  );

  app.get(
    '/api/papers/:id/file',
    { config: read, schema: { params: ofJob, tags, summary: 'The paper itself' } },
    (request, reply) => {
      const paper = jobs.paper(request.params.id, personOf(request).id);
      if (!paper) throw gone();
      return reply
        .header('Content-Disposition', `attachment; filename="${paper.fileName}"`)
        .header('Cache-Control', 'no-store')
        .type(paper.mediaType)
        .send(Buffer.from(paper.bytes));
    },
  );

  async function orderOf(
    month: Month,
    { kind, contractId, number }: Omit<NewPaper, 'revision'>,
    revision: number | null,
    now: Date,
  ): Promise<(onProgress: (share: number) => void) => Promise<Paper>> {
    const view = revision === null ? await reportView(db, month, now) : await closedView(db, month, revision);
    if (!view) throw new Refusal(404, 'not-found', `${month} has no issue ${revision}`);
    const { report, digest } = view;
    const issue = view.closed.find((one) => one.revision === revision) ?? null;
    const letterhead = await letterheadOf(db);
    const stamp = {
      digest,
      number: issue?.number ?? null,
      letterhead,
      draft: issue === null,
    };
    if (kind === 'report.json') return async () => fileOf(report, revision);
    const ruleMeaning = ruleSets.get(report.ruleSet.name)?.meaning ?? UNKNOWN_RULES;
    if (kind !== 'claim.pdf')
      return (onProgress) => papers.make({ ...stamp, kind, report, revision, ruleMeaning }, onProgress);
    const claim = (await claimsOf(db, month, now)).find(({ contract }) => contract.id === contractId);
    if (!claim) throw new Refusal(404, 'not-found', `no contract ${contractId ?? ''} holds in ${month}`);
    const own = number ?? letterNumber(letterhead.claimNumberPattern, now.getTime(), GAP);
    return (onProgress) =>
      papers.make({ ...stamp, number: own, kind, claim, draft: !report.over }, onProgress);
  }
}

/** Where the running number is written by hand. */
const GAP = '……';

/** Of an issue that another version of the program closed. */
const UNKNOWN_RULES = 'dihitung menurut aturan itu, yang tidak dikenal oleh versi program ini.';

const gone = () => new Refusal(404, 'not-found', 'this paper is not there any more: ask for it again');

/** What `npm run verify` reads. */
function fileOf(report: MonthReport, revision: number | null): Paper {
  const file: ReportFile = { format: 'sinyal-desa-report-1', report, digest: digestOf(report) };
  return {
    fileName: `laporan-${report.month}${revision === null ? '-konsep' : `-terbitan-${revision}`}.json`,
    mediaType: 'application/json',
    bytes: new TextEncoder().encode(canonical(file)),
  };
}
