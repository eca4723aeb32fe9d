import type { FastifyRequest } from 'fastify';
import type { Verb } from '#contract/staff.ts';
import type { Tx } from '../platform/db.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, mustHaveRight, personOf, villagesOf } from '../staff/index.ts';

export interface Deed {
  readonly act: string;
  readonly target: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

/** Changes something and writes down who did, in one transaction; the deed may follow from what was done. */
export async function audited<T>(
  { db, clock }: Pick<App, 'db' | 'clock'>,
  request: FastifyRequest,
  deed: Deed | ((done: T) => Deed),
  work: (tx: Tx, by: string, now: Date) => Promise<T>,
): Promise<T> {
  const now = clock();
  const { name } = personOf(request);
  return await db.$transaction(async (tx) => {
    const done = await work(tx, name, now);
    const is = typeof deed === 'function' ? deed(done) : deed;
    await audit(tx, { actor: name, from: request.ip, at: now, ...is });
    return done;
  });
}

/** For what holds in these villages; none named = in all, which who is limited to some may not touch. */
export function mustHaveRights(request: FastifyRequest, verb: Verb, villages: readonly string[]): void {
  if (villages.length === 0 && villagesOf(request) !== null)
    throw new Refusal(403, 'not-allowed', 'name your villages: you may not do this for all');
  for (const village of villages) mustHaveRight(request, verb, village);
}

/** Does she see what holds in these villages? None named = all see it. */
export function isSeen(request: FastifyRequest, villages: readonly string[]): boolean {
  const within = villagesOf(request);
  return within === null || villages.length === 0 || villages.some((code) => within.includes(code));
}

export async function mustKnowVillages(tx: Tx, villages: readonly string[]): Promise<void> {
  const known = await tx.village.findMany({ where: { code: { in: [...villages] } }, select: { code: true } });
  const missing = villages.filter((code) => !known.some((one) => one.code === code));
  if (missing.length > 0)
    throw new Refusal(400, 'invalid', `no village has the code ${missing.join(', ')}`, {
      fields: { villages: 'unknown-village' },
    });
}

/** The plan, which is still given out. */
export async function mustBePlan(tx: Tx, id: number): Promise<void> {
  const plan = await tx.plan.findUnique({ where: { id } });
  if (!plan || plan.retiredAt !== null)
    throw new Refusal(400, 'invalid', 'no such plan is given out', { fields: { planId: 'unknown-plan' } });
}

export const missing = (what: string) => new Refusal(404, 'not-found', `no such ${what}`);
