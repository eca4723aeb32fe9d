import type { ImportReport } from '#contract/villages.ts';
import type { Db, Tx } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { audit } from '../staff/index.ts';
import { addRouters, freeNasIdentifiers, knownRouters, lockFleet, saveRouter } from './facts-store.ts';
import { type Planned, planImport } from './plan-import.ts';
import { type GoodLine, type LinesRead, readLines } from './read-lines.ts';
import { newNasIdentifier, newRadiusSecret } from './secrets.ts';

/** More are counted, not told: nobody reads on. */
const MOST_FAULTS = 500;
const IMPORT_MS = 120_000;

export interface ImportContext {
  readonly db: Db;
  readonly sealer: Sealer;
  readonly now: Date;
  /** Who imports: a person's name, or `console`. */
  readonly actor: string;
  readonly from: string | null;
}

const make = () => ({ nasIdentifier: newNasIdentifier(), radiusSecret: newRadiusSecret() });

/** Takes the router CSV in: all of it, or nothing when any line has a fault. */
export async function importRouters(
  context: ImportContext,
  file: Uint8Array,
  dryRun: boolean,
): Promise<ImportReport> {
  const read = readLines(file);
  return await context.db.$transaction(
    async (tx) => {
      await lockFleet(tx);
      return await planAndStore(tx, context, read, dryRun);
    },
    { timeout: IMPORT_MS },
  );
}

async function planAndStore(
  tx: Tx,
  { sealer, now, actor, from }: ImportContext,
  { columns, lines, faults }: LinesRead,
  dryRun: boolean,
): Promise<ImportReport> {
  const plan = await planLines(tx, sealer, lines, columns);
  const all = [...faults, ...plan.faults].toSorted((a, b) => a.line - b.line).slice(0, MOST_FAULTS);
  const named = (kind: Planned['kind']) =>
    plan.planned.filter((one) => one.kind === kind).map((one) => one.name);
  const report = {
    dryRun,
    added: named('added'),
    changed: named('changed'),
    unchanged: named('unchanged'),
    faults: all,
  };
  if (all.length > 0 || dryRun) return { ...report, stored: false };
  await storePlanned(tx, sealer, plan.planned, now);
  if (report.added.length + report.changed.length > 0) {
    const { added, changed } = report;
    await audit(tx, {
      actor,
      act: 'router:import',
      target: `${added.length + changed.length} router`,
      from,
      detail: { added, changed },
      at: now,
    });
  }
  return { ...report, stored: true };
}

export async function planLines(
  tx: Tx,
  sealer: Sealer,
  lines: readonly GoodLine[],
  columns: LinesRead['columns'],
) {
  const codes = lines.map(({ line }) => line.village_code);
  const villages = await tx.village.findMany({ where: { code: { in: codes } }, select: { code: true } });
  return planImport(
    lines,
    columns,
    { villages: new Set(villages.map((one) => one.code)), routers: await knownRouters(tx, sealer) },
    make,
  );
}

export async function storePlanned(
  tx: Tx,
  sealer: Sealer,
  planned: readonly Planned[],
  now: Date,
): Promise<void> {
  const moving = planned.flatMap(({ known, facts }) =>
    known && known.facts.nasIdentifier !== facts.nasIdentifier ? [known.id] : [],
  );
  if (moving.length > 0) await freeNasIdentifiers(tx, moving);
  for (const { known, kind, facts } of planned)
    if (known && kind !== 'unchanged') await saveRouter(tx, sealer, known, facts);
  await addRouters(
    tx,
    sealer,
    planned.filter(({ known }) => known === null),
    now,
  );
}
