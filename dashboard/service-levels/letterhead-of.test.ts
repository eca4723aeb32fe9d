import { expect, test } from 'vitest';
import { formOf, type LetterheadFault, type LetterheadForm, letterheadOf } from './letterhead-of.ts';

const form: LetterheadForm = {
  lines: 'PEMERINTAH KABUPATEN OGAN ILIR\n\n  DINAS KOMUNIKASI DAN INFORMATIKA ',
  address: 'Tanjung Senai',
  place: 'Indralaya',
  name: 'Sari Dewi',
  nip: '',
  title: 'Kepala Dinas',
  rank: '',
  numberPattern: '{n}/Diskominfo/{bulan}/{tahun}',
  claimNumberPattern: '{n}/Diskominfo/Klaim/{bulan}/{tahun}',
};

test('empty lines are left out, and what is sent comes back as the same form', () => {
  const checked = letterheadOf(form);
  if (!checked.ok) throw new Error('refused');
  expect(checked.letterhead.lines).toEqual([
    'PEMERINTAH KABUPATEN OGAN ILIR',
    'DINAS KOMUNIKASI DAN INFORMATIKA',
  ]);
  expect(letterheadOf(formOf(checked.letterhead))).toEqual(checked);
});

test.each<[why: string, change: Partial<LetterheadForm>, fault: LetterheadFault]>([
  ['no head', { lines: ' \n' }, 'lines'],
  ['six lines', { lines: 'a\nb\nc\nd\ne\nf' }, 'lines'],
  ['a line of 121 letters', { lines: 'a'.repeat(121) }, 'lines'],
  ['no signer', { name: ' ' }, 'name'],
  ['no pattern of claim letters', { claimNumberPattern: '' }, 'claimNumberPattern'],
  ['a number that would be the same each month', { numberPattern: 'Diskominfo/{tahun}' }, 'numberPattern'],
])('%s is refused', (_why, change, fault) => {
  const checked = letterheadOf({ ...form, ...change });
  expect(checked.ok ? [] : [...checked.faults]).toEqual([fault]);
});
