import { expect, test } from 'vitest';
import type { Outage } from '#contract/outages.ts';
import { createFormat } from '../text/format.ts';
import { id } from '../text/id.ts';
import { shareText, whatsAppLink } from './share-text.ts';

const now = Date.parse('2026-11-25T03:27:00.000Z');
const outage: Outage = {
  id: 1,
  routerId: 1,
  router: 'sukamaju-1',
  village: { code: '16.10.06.2021', name: 'Sukamaju' },
  lastGoodAt: '2026-11-25T02:59:30.000Z',
  firstFailedAt: '2026-11-25T03:00:00.000Z',
  lastFailedAt: '2026-11-25T03:26:30.000Z',
  firstGoodAt: null,
  endedAt: null,
  cause: 'power',
  evidence: {
    kind: 'still-away',
    uptimeSeconds: null,
    bootedAt: null,
    answer: null,
    signs: [],
    began: null,
    ended: null,
  },
  judgedCause: 'power',
  ruling: null,
  incidentId: null,
  notes: [],
  simulated: false,
  usersBefore: 14,
  contacts: { contact: null, provider: null, customerNo: null, plnId: null },
  answers: [{ id: 1, at: '2026-11-25T03:20:00.000Z', power: 'off', note: null, by: 'sari' }],
  reboots: [{ askedAt: '2026-11-25T03:10:00.000Z', by: 'budi', state: 'expired' }],
};
const textOf = (more: Partial<Outage>) => shareText({ ...outage, ...more }, id, createFormat('id'), now);

test('what is down, since when, why, whom it hits, and what was done, in order', () => {
  expect(textOf({})).toBe(
    [
      '*Wifi desa mati: Sukamaju*',
      'Sejak 10.00 WIB (27 mnt)',
      'Sebab: listrik padam',
      'Warga online sebelum mati: 14',
      'Yang sudah dilakukan:',
      '- 10.10: router diminta menyala ulang oleh budi',
      '- 10.20: orang desa ditanya, listrik padam',
      'Titik: sukamaju-1',
    ].join('\n'),
  );
});

test('nothing done, nobody known to be online', () => {
  expect(textOf({ answers: [], reboots: [], usersBefore: null, cause: 'undetermined' })).toBe(
    [
      '*Wifi desa mati: Sukamaju*',
      'Sejak 10.00 WIB (27 mnt)',
      'Sebab: belum dapat dipastikan',
      'Yang sudah dilakukan: belum ada.',
      'Titik: sukamaju-1',
    ].join('\n'),
  );
});

test.each<[why: string, more: Partial<Outage>, head: string, line: string]>([
  [
    'over',
    { endedAt: '2026-11-25T03:20:00.000Z', firstGoodAt: '2026-11-25T03:20:00.000Z' },
    '*Wifi desa pulih: Sukamaju*',
    'Mati 10.00 sampai 10.20 WIB (20 mnt)',
  ],
  [
    'out of sight is never told as over',
    { endedAt: '2026-11-25T03:20:00.000Z' },
    '*Wifi desa tidak terpantau: Sukamaju*',
    'Mati 10.00 sampai 10.20 WIB (20 mnt)',
  ],
])('%s', (_why, more, head, line) => {
  expect(textOf(more).split('\n').slice(0, 2)).toEqual([head, line]);
});

test('the link carries every character', () => {
  const text = 'Desa A & B: 50% #1\nbaris kedua';
  expect(new URL(whatsAppLink(text)).searchParams.get('text')).toBe(text);
});
