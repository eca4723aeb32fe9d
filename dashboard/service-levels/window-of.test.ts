import { expect, test } from 'vitest';
import { instantOf, standingOfWindow, type WindowFault, type WindowForm, windowOf } from './window-of.ts';

const form: WindowForm = {
  kind: 'decree',
  reference: ' SK 7/2026 ',
  reason: 'Hari raya',
  villages: null,
  from: '2026-11-25T08:00',
  until: '2026-11-25T12:30',
};

test('times are WIB, whatever the zone of the device', () => {
  expect(windowOf(form)).toEqual({
    ok: true,
    window: {
      kind: 'decree',
      reference: 'SK 7/2026',
      reason: 'Hari raya',
      villages: [],
      from: '2026-11-25T01:00:00.000Z',
      until: '2026-11-25T05:30:00.000Z',
    },
  });
  expect(instantOf('2026-13-01T08:00')).toBe(null);
});

test.each<[why: string, change: Partial<WindowForm>, fault: WindowFault]>([
  ['a decree that ends before it begins', { until: '2026-11-25T07:59' }, 'until'],
  ['of no length', { until: form.from }, 'until'],
  ['without an end', { until: '' }, 'until'],
  ['without a beginning', { from: '' }, 'from'],
  ['longer than a year', { until: '2027-11-27T08:00' }, 'tooLong'],
  ['of no village', { villages: [] }, 'villages'],
  ['without a number', { reference: ' ' }, 'reference'],
  ['without a reason', { reason: 'x' }, 'reason'],
])('%s is refused', (_why, change, fault) => {
  const checked = windowOf({ ...form, ...change });
  expect(checked.ok ? [] : [...checked.faults]).toEqual([fault]);
});

test.each([
  [{ counts: true, withdrawn: null }, 'counts'],
  [{ counts: false, withdrawn: null }, 'waits'],
  [{ counts: false, withdrawn: { by: 'sari', at: '2026-11-25T00:00:00Z' } }, 'withdrawn'],
])('%j %s', (window, standing) => expect(standingOfWindow(window)).toBe(standing));
