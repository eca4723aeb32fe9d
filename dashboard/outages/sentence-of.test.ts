import { expect, test } from 'vitest';
import type { RouterStatus } from '#contract/status.ts';
import { en } from '../text/en.ts';
import { createFormat } from '../text/format.ts';
import { id } from '../text/id.ts';
import { nextStepText, sentenceOf } from './sentence-of.ts';

const now = Date.parse('2026-11-25T03:00:00.000Z');
const dead = {
  village: { code: '16.10.06.2021', name: 'Sukamaju', kecamatan: 'Rantau Alai' },
  state: 'down',
  reason: null,
  uplink: 'lte',
  since: '2026-11-25T02:12:00.000Z',
  sinceUncertaintyMs: 30_000,
  contact: { name: 'Pak Rahmat', phone: '+62 811' },
  action: null,
  agent: { id: 1, name: 'induk', silentSince: null },
} as unknown as RouterStatus;

test('a red village: one sentence and one next step', () => {
  const f = createFormat('id');
  expect(`${sentenceOf(dead, id, f, now)} ${nextStepText(dead, id, f, now)}`).toBe(
    'Sukamaju mati sejak 09.12 (± 30 dtk). Hubungi Pak Rahmat: apakah lampu modem menyala?',
  );
});

test('the same in English', () => {
  const f = createFormat('en');
  expect(`${sentenceOf(dead, en, f, now)} ${nextStepText(dead, en, f, now)}`).toBe(
    "Sukamaju down since 09:12 (± 30 s). Call Pak Rahmat: is the modem's light on?",
  );
});

test('unknown says why, and never calls the village dead', () => {
  const f = createFormat('id');
  const unknown = {
    ...dead,
    state: 'unknown',
    reason: 'agent-silent',
    agent: { id: 2, name: 'camat', silentSince: '2026-11-24T16:00:00.000Z' },
  } as RouterStatus;
  expect(`${sentenceOf(unknown, id, f, now)} ${nextStepText(unknown, id, f, now)}`).toBe(
    'Sukamaju tidak diketahui sejak 09.12 (± 30 dtk): agen tidak melapor. Periksa komputer agen camat, yang diam sejak 24 Nov 23.00.',
  );
});
