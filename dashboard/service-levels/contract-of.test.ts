import { expect, test } from 'vitest';
import {
  type ContractFault,
  type ContractForm,
  contractOf,
  emptyContract,
  formOfContract,
  percentOf,
  RULE_SET,
  rupiahOf,
  standingOn,
} from './contract-of.ts';

test.each<[string, number | null]>([
  ['99', 99],
  ['99,5', 99.5],
  [' 99.95 ', 99.95],
  ['100', 100],
  ['100,01', null],
  ['99,955', null],
  ['-1', null],
  ['', null],
  ['99 %', null],
])('percent %j is %j', (typed, value) => expect(percentOf(typed)).toBe(value));

test.each<[string, number | null]>([
  ['2500000', 2_500_000],
  ['2.500.000', 2_500_000],
  ['Rp 2.500.000', 2_500_000],
  ['0', 0],
  ['2.500', 2_500],
  ['2.50', null],
  ['2,500,000', null],
  ['2 juta', null],
  ['9999999999999', null],
])('rupiah %j is %j', (typed, value) => expect(rupiahOf(typed)).toBe(value));

const form: ContractForm = {
  ...emptyContract('2026-11-25'),
  provider: ' Telkomsat ',
  number: 'K-7/2026',
  sla: '99,5',
  fee: '2.500.000',
  kind: 'tiers',
  tiers: [
    { key: 0, below: '99,5', fee: '10' },
    { key: 1, below: '95', fee: '25' },
  ],
  routerIds: [3, 4],
};

test('what is sent comes back as the same contract', () => {
  const checked = contractOf(form, RULE_SET);
  if (!checked.ok) throw new Error('refused');
  expect(checked.contract).toEqual({
    provider: 'Telkomsat',
    number: 'K-7/2026',
    slaPercent: 99.5,
    monthlyFeeIdr: 2_500_000,
    ruleSet: 'id-rural-1',
    restitution: {
      kind: 'tiers',
      tiers: [
        { belowPercent: 99.5, feePercent: 10 },
        { belowPercent: 95, feePercent: 25 },
      ],
    },
    routerIds: [3, 4],
    validFrom: '2026-11-25',
    validUntil: null,
  });
  expect(contractOf(formOfContract({ id: 1, ...checked.contract }), RULE_SET)).toEqual(checked);
});

test.each<[why: string, change: Partial<ContractForm>, faults: ContractFault[]]>([
  ['no provider', { provider: ' ' }, ['provider']],
  ['a promise of nothing', { sla: '0' }, ['sla']],
  ['a fee in words', { fee: 'dua juta' }, ['fee']],
  ['a step without its share', { tiers: [{ key: 0, below: '99', fee: '' }] }, ['tiers']],
  ['no steps', { tiers: [] }, ['tiers']],
  ['no router', { routerIds: [] }, ['routerIds']],
  ['an end before the beginning', { validUntil: '2026-11-24' }, ['validUntil']],
  ['no beginning', { validFrom: '' }, ['validFrom']],
])('%s is refused', (_why, change, faults) => {
  const checked = contractOf({ ...form, ...change }, RULE_SET);
  expect(checked.ok ? [] : [...checked.faults]).toEqual(faults);
});

test('steps of a proportional contract are not looked at', () => {
  expect(
    contractOf({ ...form, kind: 'proportional', tiers: [{ key: 0, below: '', fee: '' }] }, RULE_SET),
  ).toMatchObject({ ok: true, contract: { restitution: { kind: 'proportional' } } });
});

test.each([
  ['2026-11-24', 'coming'],
  ['2026-11-25', 'holds'],
  ['2026-12-31', 'holds'],
  ['2027-01-01', 'over'],
])('on %s it is %s', (today, standing) =>
  expect(standingOn({ validFrom: '2026-11-25', validUntil: '2026-12-31' }, today)).toBe(standing),
);
