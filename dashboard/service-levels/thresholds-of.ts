import type { ServicePlan } from '#contract/villages.ts';

export type Threshold = Exclude<keyof ServicePlan, 'name' | 'routers'>;

interface Bounds {
  /** One unit of the field, in the unit of the contract: ms, looks, changes, percent. */
  readonly unit: number;
  readonly least: number;
  readonly most: number;
}

const SECOND = 1_000;
const MINUTE = 60_000;

/** What a field may hold, in its own unit; the controller's bounds, and narrower where they make no sense to people. */
export const bounds: Readonly<Record<Threshold, Bounds>> = {
  lookIntervalMs: { unit: SECOND, least: 1, most: 3_600 },
  lookDeadlineMs: { unit: SECOND, least: 1, most: 120 },
  graceLooks: { unit: 1, least: 1, most: 100 },
  graceMs: { unit: SECOND, least: 0, most: 86_400 },
  flapChanges: { unit: 1, least: 1, most: 1_000 },
  flapWindowMs: { unit: MINUTE, least: 1, most: 1_440 },
  qualityLooks: { unit: 1, least: 1, most: 100 },
  lossPercent: { unit: 1, least: 0, most: 100 },
  slowMs: { unit: 1, least: 1, most: 120_000 },
};
export const thresholds = Object.keys(bounds) as Threshold[];

export type ThresholdForm = Readonly<Record<Threshold, string>>;

export const formOfPlan = (plan: ServicePlan): ThresholdForm =>
  mapped((name) => String(plan[name] / bounds[name].unit).replace('.', ','));

const mapped = <T>(of: (name: Threshold) => T) =>
  Object.fromEntries(thresholds.map((name) => [name, of(name)])) as Record<Threshold, T>;

/** A number with a comma or a point, within the field's bounds; in the contract's unit, whole but for percents. Else null. */
export function thresholdOf(name: Threshold, typed: string): number | null {
  const text = typed.trim().replace(',', '.');
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(text)) return null;
  const { unit, least, most } = bounds[name];
  const value = Number(text);
  if (value < least || value > most) return null;
  const inContract = name === 'lossPercent' ? value : Math.round(value * unit);
  return name !== 'lossPercent' && Math.abs(inContract - value * unit) > 1e-6 ? null : inContract;
}

/** What may be sent, or which fields are wrong: a look may not take longer than the pause until the next. */
export function thresholdsOf(
  form: ThresholdForm,
):
  | { readonly ok: true; readonly change: Readonly<Record<Threshold, number>> }
  | { readonly ok: false; readonly faults: ReadonlySet<Threshold> } {
  const read = mapped((name) => thresholdOf(name, form[name]));
  const faults = new Set(thresholds.filter((name) => read[name] === null));
  const { lookDeadlineMs, lookIntervalMs } = read;
  if (lookDeadlineMs !== null && lookIntervalMs !== null && lookDeadlineMs > lookIntervalMs)
    faults.add('lookDeadlineMs');
  if (faults.size > 0) return { ok: false, faults };
  return { ok: true, change: mapped((name) => read[name] ?? 0) };
}

/** As the controller wants the name of a plan. */
export const isPlanName = (name: string): boolean => /^[a-z0-9][a-z0-9-]{0,59}$/.test(name);
