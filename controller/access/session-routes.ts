import { z } from 'zod';
import { LoginWay, OnlineSession } from '#contract/access.ts';
import { RouterId, VillageCode } from '#contract/names.ts';
import type { Db } from '../platform/db.ts';
import type { App } from '../platform/http.ts';
import { villagesOf } from '../staff/index.ts';

/** Most sessions of a list, the newest first. */
const LISTED = 1_000;

interface Where {
  readonly village?: string | undefined;
  readonly router?: number | undefined;
}

async function sessionsNow(db: Db, within: readonly string[] | null, where: Where): Promise<OnlineSession[]> {
  const rows = await db.hotspotSession.findMany({
    where: {
      acctStopTime: null,
      ...(where.router === undefined ? {} : { routerId: where.router }),
      router: {
        AND: [
          within === null ? {} : { villageCode: { in: [...within] } },
          where.village === undefined ? {} : { villageCode: where.village },
        ],
      },
    },
    select: {
      id: true,
      routerId: true,
      acctStartTime: true,
      acctInputOctets: true,
      acctOutputOctets: true,
      loginBy: true,
      plan: { select: { name: true } },
      router: { select: { name: true, villageCode: true } },
    },
    orderBy: [{ acctStartTime: 'desc' }, { id: 'desc' }],
    take: LISTED,
  });
  return rows.map((row) => ({
    id: row.id.toString(),
    routerId: row.routerId,
    router: row.router.name,
    village: row.router.villageCode,
    since: row.acctStartTime.toISOString(),
    plan: row.plan?.name ?? null,
    loginBy: LoginWay.nullable().catch(null).parse(row.loginBy),
    receiveBytes: row.acctOutputOctets.toString(),
    transmitBytes: row.acctInputOctets.toString(),
  }));
}

/** Who is online, without anything that names a person or a phone. */
export function sessionRoutes(app: App): void {
  app.get(
    '/api/access/sessions',
    {
      config: { verb: 'access:read' },
      schema: {
        tags: ['access'],
        summary: 'Sessions online now',
        querystring: z.object({ village: VillageCode.optional(), router: RouterId.optional() }),
        response: { 200: z.array(OnlineSession) },
      },
    },
    (request) => sessionsNow(app.db, villagesOf(request), request.query),
  );
}
