import type { NewProviderContract, ProviderContract, Restitution } from '#contract/service-levels.ts';
import type { Db, Tx } from '../platform/db.ts';
import { Refusal } from '../platform/http.ts';
import { ruleSets } from './rule-sets.ts';

const date = (day: string) => new Date(`${day}T00:00:00Z`);
const dayOf = (at: Date) => at.toISOString().slice(0, 10);

type StoredContract = Awaited<ReturnType<Db['providerContract']['findFirstOrThrow']>>;
const contract = (row: StoredContract): ProviderContract => ({
  id: row.id,
  provider: row.provider,
  number: row.number,
  slaPercent: row.slaPercent,
  monthlyFeeIdr: Number(row.monthlyFeeIdr),
  ruleSet: row.ruleSet,
  restitution: row.restitution as Restitution,
  routerIds: row.routerIds,
  validFrom: dayOf(row.validFrom),
  validUntil: row.validUntil && dayOf(row.validUntil),
});

/** Contracts; with days (inclusive) only those that hold on one of them. */
export async function contractsOf(
  db: Db | Tx,
  within: { readonly first: string; readonly last: string } | null,
): Promise<ProviderContract[]> {
  const rows = await db.providerContract.findMany({
    where: within
      ? {
          validFrom: { lte: date(within.last) },
          OR: [{ validUntil: null }, { validUntil: { gte: date(within.first) } }],
        }
      : {},
    orderBy: [{ provider: 'asc' }, { number: 'asc' }],
  });
  return rows.map(contract);
}

/** Adds a contract, or writes one anew. A router belongs to one contract at a time. */
export async function saveContract(
  tx: Tx,
  id: number | null,
  given: NewProviderContract,
  by: string,
  now: Date,
): Promise<ProviderContract> {
  await tx.$executeRaw`lock table provider_contract in share row exclusive mode`;
  if (!ruleSets.has(given.ruleSet))
    throw new Refusal(400, 'invalid', `there is no rule set ${given.ruleSet}`, {
      fields: { ruleSet: 'unknown-rule-set' },
    });
  const routers = await tx.router.count({ where: { id: { in: given.routerIds } } });
  if (routers !== new Set(given.routerIds).size)
    throw new Refusal(400, 'invalid', 'a router of the list is not there', {
      fields: { routerIds: 'unknown-router' },
    });
  if (given.validUntil !== null && given.validUntil < given.validFrom)
    throw new Refusal(400, 'invalid', 'it ends before it begins', {
      fields: { validUntil: 'ends-before-it-begins' },
    });
  const others = (
    await contractsOf(tx, { first: given.validFrom, last: given.validUntil ?? '9999-12-31' })
  ).filter((other) => other.id !== id);
  if (others.some((other) => other.number === given.number) || (await isTaken(tx, given.number, id)))
    throw new Refusal(409, 'number-taken', `contract ${given.number} is there already`, {
      fields: { number: 'taken' },
    });
  const double = others.find((other) => other.routerIds.some((router) => given.routerIds.includes(router)));
  if (double)
    throw new Refusal(
      409,
      'router-in-two-contracts',
      `a router is in contract ${double.number} at the same time`,
      {
        fields: { routerIds: 'in-two-contracts' },
      },
    );
  const data = {
    ...given,
    monthlyFeeIdr: BigInt(given.monthlyFeeIdr),
    validFrom: date(given.validFrom),
    validUntil: given.validUntil === null ? null : date(given.validUntil),
    changedAt: now,
    changedBy: by,
  };
  if (id !== null && !(await tx.providerContract.findUnique({ where: { id } })))
    throw new Refusal(404, 'not-found', `there is no contract ${id}`);
  const row =
    id === null
      ? await tx.providerContract.create({ data })
      : await tx.providerContract.update({ where: { id }, data });
  return contract(row);
}

async function isTaken(tx: Tx, number: string, id: number | null): Promise<boolean> {
  const row = await tx.providerContract.findUnique({ where: { number } });
  return row !== null && row.id !== id;
}
