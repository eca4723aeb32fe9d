import type { Cause } from '#contract/outages.ts';
import { type DerivedOutage, deriveAgain } from '../outages/derive.ts';
import { lockRouters, planOfRouter } from '../outages/routers.ts';
import type { Db } from '../platform/db.ts';
import { inOrder, rebootText, routersIn } from './month/histories.ts';
import type { ReportFailure, RouterHistory } from './month/sources.ts';

/** Each router's history of [from, to) from the raw samples; tells how far it is. */
export async function derivedHistories(
  db: Db,
  from: Date,
  to: Date,
  now: Date,
  onRouter: (done: number, of: number) => void = () => {},
): Promise<RouterHistory[]> {
  const routers = await routersIn(db, from, to);
  const histories: RouterHistory[] = [];
  for (const router of routers) {
    const { spans, outages } = await db.$transaction(
      async (tx) => {
        const [standing] = await lockRouters(tx, [router.id]);
        const plan = standing?.plan ?? (await planOfRouter(tx, router.id));
        return await deriveAgain(
          tx,
          { routerId: router.id, inServiceSince: router.inServiceSince, plan },
          from.getTime(),
          to.getTime(),
          now,
        );
      },
      { timeout: 600_000, maxWait: 60_000 },
    );
    const people = await saidOf(db, router.id);
    histories.push({ router, spans, failures: outages.map((outage) => failureOf(outage, people)) });
    onRouter(histories.length, routers.length);
  }
  return histories;
}

type People = Awaited<ReturnType<typeof saidOf>>;

/** What people ruled, wrote and did at a router, the oldest first: kept as they said it. */
async function saidOf(db: Db, routerId: number) {
  const staff = { select: { name: true } };
  const [rulings, notes, reboots] = await Promise.all([
    db.outageRuling.findMany({ where: { routerId }, orderBy: { id: 'asc' }, include: { staff } }),
    db.outageNote.findMany({ where: { routerId }, orderBy: { id: 'asc' } }),
    db.action.findMany({ where: { routerId, kind: 'reboot' }, include: { askedBy: staff } }),
  ]);
  return { rulings, notes, reboots };
}

function failureOf(
  { cause, evidence, ...outage }: DerivedOutage,
  { rulings, notes, reboots }: People,
): ReportFailure {
  const from = outage.lastGoodAt ?? outage.firstFailedAt;
  const to = outage.endedAt ?? Number.POSITIVE_INFINITY;
  const isAbout = ({ firstFailedAt }: { firstFailedAt: Date }) =>
    firstFailedAt.getTime() >= from && firstFailedAt.getTime() <= to;
  const ruling = rulings.findLast(isAbout);
  const during = reboots.filter(
    ({ askedAt }) => askedAt.getTime() >= outage.firstFailedAt && askedAt.getTime() <= to,
  );
  return {
    ...outage,
    judgedCause: cause,
    cause: (ruling?.cause as Cause | null | undefined) ?? cause,
    ruling: ruling?.cause ? { reason: ruling.reason, by: ruling.staff.name } : null,
    signs: evidence.signs,
    done: inOrder([
      ...during.map(({ askedAt, askedBy }) => ({ at: askedAt, text: rebootText(askedBy.name) })),
      ...notes.filter(isAbout).map(({ at, note }) => ({ at, text: note })),
    ]),
  };
}
