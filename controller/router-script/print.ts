import type { Db } from '../platform/db.ts';
import { audit } from '../staff/index.ts';
import { lockFleet } from '../villages/index.ts';
import type { Form, ScriptPlan } from './plan.ts';
import { formOf, planOf, rowOf, type ScriptContext } from './plan-of.ts';
import { scriptOf } from './script-of.ts';
import { undoOf } from './undo-of.ts';

export interface Printed {
  readonly router: string;
  readonly form: Form;
  readonly undo: boolean;
  readonly text: string;
  /** Where the controller looks for it now, when the tunnel gave it another address. */
  readonly movedTo: string | null;
  readonly plan: ScriptPlan;
}

export interface Asked {
  readonly by: { readonly id: number } | { readonly name: string };
  /** Null: as the router was last seen, else 7. */
  readonly form: Form | null;
  readonly undo: boolean;
}

/**
 * Prints the script of a router, and writes down who asked for it: it holds every secret of that router. Null: there is
 * no such router. Throws NoScript.
 */
export async function printScript(
  db: Db,
  context: ScriptContext,
  { by, form, undo }: Asked,
  who: { readonly actor: string; readonly from: string | null; readonly at: Date },
): Promise<Printed | null> {
  return await db.$transaction(async (tx) => {
    await lockFleet(tx);
    const row = await rowOf(tx, by);
    if (!row) return null;
    const chosen = form ?? formOf(row.routerosVersion) ?? 7;
    const plan = await planOf(tx, context, row, chosen);
    await audit(tx, {
      actor: who.actor,
      act: 'router:script',
      target: row.name,
      from: who.from,
      detail: { form: chosen, undo, tunnel: plan.tunnel?.kind ?? null },
      at: who.at,
    });
    const movedTo = plan.tunnel && plan.tunnel.address !== row.host ? plan.tunnel.address : null;
    const text = undo ? undoOf(plan) : scriptOf(plan);
    return { router: row.name, form: chosen, undo, text, movedTo, plan };
  });
}
