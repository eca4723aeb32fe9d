import fp from 'fastify-plugin';
import { z } from 'zod';
import type { Announcement } from '#contract/announcements.ts';
import { VillageCode } from '#contract/names.ts';
import {
  BoardDay,
  type BoardPaper,
  BoardPaper as BoardPaperName,
  VillageBoard,
  WifiName,
} from '#contract/village-board.ts';
import type { BoardOrder } from '../papers/board.ts';
import { createPapers, PaperFailed } from '../papers/index.ts';
import { type App, Refusal } from '../platform/http.ts';
import { mustHaveRight } from '../staff/index.ts';
import { infoAddress } from './info-address.ts';
import { readAloud } from './read-aloud.ts';
import { dayOf, overAt, weekOf } from './week.ts';

/** One A4 holds fewer; what is read aloud lasts minutes. */
const MOST = 12;
const DEADLINE_MS = 30_000;

const params = z.object({ village: VillageCode });
const asked = z.object({
  /** Default: this week. */
  day: BoardDay.optional(),
});

/** This week's announcements of a village, for its board, its loudspeaker and its wall. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, clock, config } = app;
    const papers = createPapers({ deadlineMs: DEADLINE_MS });
    app.addHook('onClose', () => papers.close());
    const tags = ['village-board'];

    app.get(
      '/api/village-board/:village',
      {
        config: { verb: 'announcement:read' },
        schema: {
          params,
          querystring: asked,
          tags,
          summary: 'The announcements of a week, and the text to be read aloud',
          response: { 200: VillageBoard },
        },
      },
      async (request) => {
        mustHaveRight(request, 'announcement:read', request.params.village);
        return await boardOf(request.params.village, request.query.day, clock());
      },
    );

    app.get(
      '/api/village-board/:village/:paper.pdf',
      {
        config: { verb: 'announcement:read' },
        schema: {
          params: params.extend({ paper: BoardPaperName }),
          querystring: asked.extend({ wifi: WifiName.default('Wifi Desa') }),
          tags,
          summary: 'One of its papers, A4',
        },
      },
      async (request, reply) => {
        const { village, paper } = request.params;
        mustHaveRight(request, 'announcement:read', village);
        const now = clock();
        const board = await boardOf(village, request.query.day, now);
        const made = await papers
          .make(orderOf(paper, board, request.query.wifi, now), () => {})
          .catch(refuse);
        return reply
          .type(made.mediaType)
          .header('Content-Disposition', `inline; filename="${made.fileName}"`)
          .header('Cache-Control', 'no-store')
          .send(Buffer.from(made.bytes.buffer, made.bytes.byteOffset, made.bytes.byteLength));
      },
    );

    async function boardOf(code: string, day: string | undefined, now: Date): Promise<VillageBoard> {
      const village = await db.village.findUnique({
        where: { code },
        select: { code: true, name: true, kecamatan: true, contact: true },
      });
      if (!village) throw new Refusal(404, 'not-found', `there is no village ${code}`);
      const week = weekOf(day ?? dayOf(now));
      // Of this week what is over is not hung up again.
      const from = now > week.from && now < week.until ? now : week.from;
      const announcements = (await app.announcements.shownBetween(code, from, week.until))
        .filter((one) => (overAt(one) ?? week.until) > from)
        .slice(0, MOST);
      return {
        village,
        week: { from: week.from.toISOString(), until: week.until.toISOString() },
        announcements: [...announcements],
        readAloud: readAloud(village.name, week, announcements),
        address: config.portalPublicUrl === null ? null : infoAddress(config.portalPublicUrl, code),
      };
    }
  },
  { name: 'village-board', dependencies: ['staff', 'villages', 'announcements'] },
);

/** Shown now, and a warning. */
const isInForce = (one: Announcement, now: Date) =>
  one.kind === 'warning' &&
  Date.parse(one.from) <= now.getTime() &&
  (one.until === null || Date.parse(one.until) > now.getTime());

function orderOf(paper: BoardPaper, board: VillageBoard, wifi: string, now: Date): BoardOrder {
  const { name, kecamatan, contact } = board.village;
  const of = { village: name, kecamatan };
  if (paper === 'dibacakan')
    return { ...of, kind: 'read-aloud.pdf', from: board.week.from, paragraphs: board.readAloud };
  if (paper === 'papan')
    return {
      ...of,
      kind: 'board.pdf',
      ...board.week,
      announcements: board.announcements,
      inForce: board.announcements.filter((one) => isInForce(one, now)).map(({ id }) => id),
      printedAt: now.toISOString(),
    };
  if (board.address === null)
    throw new Refusal(409, 'conflict', 'the portal has no public address: PORTAL_PUBLIC_URL', {
      fields: { address: 'missing' },
    });
  return { ...of, kind: 'poster.pdf', wifi, address: board.address, contact };
}

function refuse(error: unknown): never {
  if (error instanceof PaperFailed && error.code === 'too-many')
    throw new Refusal(429, 'too-many-tries', error.message, { retryAfterSeconds: 10 });
  throw error;
}
