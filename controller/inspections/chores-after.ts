import type { Step, StepKind } from '#contract/inspection.ts';
import type { ChoreKind } from '#contract/status.ts';
import { closeChore, openChore } from '../chores/store.ts';
import type { Tx } from '../platform/db.ts';

/** Steps with a chore of their own. */
const OWN: Partial<Record<StepKind, ChoreKind>> = {
  version: 'version-red',
  flash: 'flash-full',
  licence: 'licence',
};
/** Steps whose chores the looks open and close. */
const BY_LOOKS: ReadonlySet<StepKind> = new Set(['reachable', 'login', 'device-mode']);

/** Not known for good reasons on routers that are well: no serial is registered, no resident was there yet. */
const isUnsure = ({ kind, result, why }: Step): boolean =>
  result === 'not-known' && why === null && kind !== 'serial' && OWN[kind] === undefined;

/** For the detail of the chore: what a technician calls it. */
const NAMES: Record<StepKind, string> = {
  reachable: 'sambungan',
  login: 'akun pemantau',
  'monitor-rights': 'hak akun pemantau',
  'action-rights': 'akun perintah',
  serial: 'nomor seri',
  identity: 'nama router',
  version: 'versi RouterOS',
  clock: 'jam',
  tunnel: 'terowongan',
  services: 'layanan router',
  leaks: 'celah keamanan',
  hotspot: 'hotspot',
  'hotspot-profile': 'profil hotspot',
  'user-profile': 'profil pengguna',
  radius: 'RADIUS',
  'walled-garden': 'walled garden',
  pages: 'halaman masuk',
  alone: 'halaman saat terputus',
  'device-mode': 'device-mode',
  licence: 'lisensi',
  flash: 'penyimpanan',
  witness: 'catatan gangguan',
};

export interface ChoreChange {
  readonly kind: ChoreKind;
  /** Null = mended; undefined = not known, stays as it is. */
  readonly detail: string | null;
}

/** Which chores are open after an inspection that was answered, and which are mended. A step that is not known changes nothing. */
export function choresAfterSteps(steps: readonly Step[]): ChoreChange[] {
  const changes: ChoreChange[] = [];
  for (const step of steps) {
    const kind = OWN[step.kind];
    if (!kind || step.result === 'not-known') continue;
    changes.push({ kind, detail: step.result === 'wrong' ? step.facts.join(', ') : null });
  }
  const wrong = steps.filter(
    ({ kind, result }) => result === 'wrong' && OWN[kind] === undefined && !BY_LOOKS.has(kind),
  );
  if (wrong.length > 0)
    changes.push({ kind: 'set-up-incomplete', detail: wrong.map(({ kind }) => NAMES[kind]).join(', ') });
  else if (!steps.some(isUnsure)) changes.push({ kind: 'set-up-incomplete', detail: null });
  return changes;
}

export async function saveChores(
  tx: Tx,
  routerId: number,
  changes: readonly ChoreChange[],
  now: Date,
): Promise<void> {
  for (const { kind, detail } of changes) {
    if (detail === null) {
      await closeChore(tx, routerId, kind, now);
      continue;
    }
    await openChore(tx, routerId, kind, detail, now);
    await tx.chore.updateMany({ where: { routerId, kind, until: null, NOT: { detail } }, data: { detail } });
  }
}
