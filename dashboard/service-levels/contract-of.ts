import type { NewProviderContract, ProviderContract, Restitution } from '#contract/service-levels.ts';

/** A step as typed: below so many percent reached, so many percent of the fee are owed back. */
export interface TierForm {
  readonly key: number;
  readonly below: string;
  readonly fee: string;
}

export interface ContractForm {
  readonly provider: string;
  readonly number: string;
  readonly sla: string;
  /** Rupiah a month, with or without dots. */
  readonly fee: string;
  readonly kind: Restitution['kind'];
  readonly tiers: readonly TierForm[];
  readonly routerIds: readonly number[];
  /** 2026-11-25; the end may be empty. */
  readonly validFrom: string;
  readonly validUntil: string;
}

export type ContractFault =
  | 'provider'
  | 'number'
  | 'sla'
  | 'fee'
  | 'tiers'
  | 'routerIds'
  | 'validFrom'
  | 'validUntil';

/** By which a new contract is judged. */
export const RULE_SET = 'id-rural-1';
const HIGHEST_FEE = 1_000_000_000_000;
const DAY = /^\d{4}-\d\d-\d\d$/;

const comma = (value: number) => String(value).replace('.', ',');

export const emptyContract = (today: string): ContractForm => ({
  provider: '',
  number: '',
  sla: '',
  fee: '',
  kind: 'proportional',
  tiers: [{ key: 0, below: '', fee: '' }],
  routerIds: [],
  validFrom: today,
  validUntil: '',
});

export const formOfContract = (is: ProviderContract): ContractForm => ({
  provider: is.provider,
  number: is.number,
  sla: comma(is.slaPercent),
  fee: String(is.monthlyFeeIdr),
  kind: is.restitution.kind,
  tiers:
    is.restitution.kind === 'tiers'
      ? is.restitution.tiers.map(({ belowPercent, feePercent }, key) => ({
          key,
          below: comma(belowPercent),
          fee: comma(feePercent),
        }))
      : [{ key: 0, below: '', fee: '' }],
  routerIds: is.routerIds,
  validFrom: is.validFrom,
  validUntil: is.validUntil ?? '',
});

/** 0 to 100 with at most two decimals, as figures have; comma or point. Else null. */
export function percentOf(typed: string): number | null {
  const text = typed.trim().replace(',', '.');
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text)) return null;
  const value = Number(text);
  return value <= 100 ? value : null;
}

/** Whole rupiah: `2500000`, `2.500.000`, `Rp 2.500.000`. Else null. */
export function rupiahOf(typed: string): number | null {
  const text = typed.trim().replace(/^Rp\s*/i, '');
  if (!/^(\d{1,13}|\d{1,3}(\.\d{3})+)$/.test(text)) return null;
  const value = Number(text.replaceAll('.', ''));
  return value <= HIGHEST_FEE ? value : null;
}

/** What may be sent, or which fields are wrong. */
export function contractOf(
  form: ContractForm,
  ruleSet: string,
):
  | { readonly ok: true; readonly contract: NewProviderContract }
  | { readonly ok: false; readonly faults: ReadonlySet<ContractFault> } {
  const faults = new Set<ContractFault>();
  const provider = form.provider.trim();
  const number = form.number.trim();
  const slaPercent = percentOf(form.sla);
  const monthlyFeeIdr = rupiahOf(form.fee);
  const restitution = restitutionIn(form);
  if (provider === '') faults.add('provider');
  if (number === '') faults.add('number');
  if (slaPercent === null || slaPercent === 0) faults.add('sla');
  if (monthlyFeeIdr === null) faults.add('fee');
  if (restitution === null) faults.add('tiers');
  if (form.routerIds.length === 0) faults.add('routerIds');
  if (!DAY.test(form.validFrom)) faults.add('validFrom');
  if (form.validUntil !== '' && (!DAY.test(form.validUntil) || form.validUntil < form.validFrom))
    faults.add('validUntil');
  if (faults.size > 0 || slaPercent === null || monthlyFeeIdr === null || restitution === null)
    return { ok: false, faults };
  return {
    ok: true,
    contract: {
      provider,
      number,
      slaPercent,
      monthlyFeeIdr,
      ruleSet,
      restitution,
      routerIds: [...form.routerIds],
      validFrom: form.validFrom,
      validUntil: form.validUntil === '' ? null : form.validUntil,
    },
  };
}

function restitutionIn({ kind, tiers }: ContractForm): Restitution | null {
  if (kind === 'proportional') return { kind };
  const read = tiers.map(({ below, fee }) => ({
    belowPercent: percentOf(below),
    feePercent: percentOf(fee),
  }));
  const good = read.filter(
    (tier): tier is { belowPercent: number; feePercent: number } =>
      tier.belowPercent !== null && tier.feePercent !== null,
  );
  return good.length === tiers.length && good.length > 0 ? { kind, tiers: good } : null;
}

/** Does a contract hold on a day? */
export function standingOn(
  { validFrom, validUntil }: Pick<ProviderContract, 'validFrom' | 'validUntil'>,
  today: string,
): 'coming' | 'holds' | 'over' {
  if (today < validFrom) return 'coming';
  return validUntil !== null && validUntil < today ? 'over' : 'holds';
}
