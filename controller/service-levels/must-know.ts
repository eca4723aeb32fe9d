import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/http.ts';

/** Throws `invalid` with the codes that are no village. */
export async function mustKnow(tx: Tx, villages: readonly string[]): Promise<void> {
  const known = await tx.village.findMany({ where: { code: { in: [...villages] } }, select: { code: true } });
  const missing = villages.filter((code) => !known.some((one) => one.code === code));
  if (missing.length > 0)
    throw new Refusal(400, 'invalid', `no village has the code ${missing.join(', ')}`, {
      fields: { villages: 'unknown-village' },
    });
}
