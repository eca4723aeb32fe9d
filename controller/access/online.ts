import { z } from 'zod';
import { RouterId } from '#contract/names.ts';
import type { Db } from '../platform/db.ts';
import type { App } from '../platform/http.ts';

/** Most sessions that a screen lists. */
const LISTED = 200;

/** Who is online at a router, without anything that names a person or a device. */
export const Online = z.object({
  /** Hotspot users in the router's last answered look, RADIUS or not; null when it never answered. */
  total: z.number().int().nullable(),
  users: z.array(
    z.object({
      sinceMinutes: z.number().int(),
      /** From the resident's view: receive = download. */
      receiveBytes: z.string(),
      transmitBytes: z.string(),
      plan: z.string().nullable(),
    }),
  ),
});

export async function onlineAt(db: Db, routerId: number, now: Date): Promise<z.infer<typeof Online>> {
  const status = await db.routerStatus.findUnique({ where: { routerId }, select: { users: true } });
  const sessions = await db.hotspotSession.findMany({
    where: { routerId, acctStopTime: null },
    select: {
      acctStartTime: true,
      acctInputOctets: true,
      acctOutputOctets: true,
      plan: { select: { name: true } },
    },
    orderBy: { acctStartTime: 'desc' },
    take: LISTED,
  });
  return {
    total: status?.users ?? null,
    users: sessions.map((session) => ({
      sinceMinutes: Math.max(0, Math.floor((now.getTime() - session.acctStartTime.getTime()) / 60_000)),
      receiveBytes: session.acctOutputOctets.toString(),
      transmitBytes: session.acctInputOctets.toString(),
      plan: session.plan?.name ?? null,
    })),
  };
}

export function onlineRoutes(app: App): void {
  app.get(
    '/api/routers/:id/sessions',
    {
      config: { verb: 'usage:read', router: true },
      schema: {
        params: z.object({ id: RouterId }),
        tags: ['usage'],
        summary: 'Who is online, without names',
        response: { 200: Online },
      },
    },
    (request) => onlineAt(app.db, request.params.id, app.clock()),
  );
}
