import type { Feed, FeedDraft } from '#contract/feeds.ts';
import type { OpsClient } from './ops-client.ts';

const DAY_MS = 86_400_000;

const sicaram: FeedDraft = {
  name: 'Sicaram: pembangunan desa',
  system: 'sicaram',
  format: 'mapped',
  url: null,
  mapping: {
    shape: 'csv',
    rows: '',
    kind: 'works',
    columns: {
      title: 'Kegiatan',
      body: 'Keterangan',
      village: 'Kode Desa',
      budgetIdr: 'Pagu',
      progressPercent: 'Progres',
      until: 'Target',
    },
  },
  audience: { kind: 'all' },
  enabled: true,
};
const jadwalin: FeedDraft = {
  name: 'Jadwalin Bae: agenda kabupaten',
  system: 'jadwalin-bae',
  format: 'calendar',
  url: null,
  mapping: null,
  audience: { kind: 'all' },
  enabled: true,
};

const day = (at: number) => new Date(at).toISOString().slice(0, 10);

const worksOf = (now: number, [first = '', second = '']: readonly string[]) =>
  [
    'Kegiatan;Keterangan;Kode Desa;Pagu;Progres;Target',
    `Jalan usaha tani 800 m;Pengerasan jalan dari Dusun II ke sawah.;${first};Rp 245.000.000,00;62 %;${day(now + 40 * DAY_MS)}`,
    `Perbaikan siring pasar;Dana desa tahap II.;${second};Rp 118.500.000,00;35 %;${day(now + 60 * DAY_MS)}`,
    `Embung desa;Kode desanya salah: dilewati dan disebut barisnya.;99.99.99.9999;90000000;10;${day(now + 60 * DAY_MS)}`,
  ].join('\n');

const calendarOf = (now: number) => {
  const date = day(now + DAY_MS).replaceAll('-', '');
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Jadwalin Bae//ID',
    'BEGIN:VEVENT',
    'UID:senam-1@jadwalin',
    'SUMMARY:Senam sehat bersama',
    'LOCATION:Halaman kantor kecamatan',
    'DESCRIPTION:Terbuka untuk umum\\, bawa air minum.',
    `DTSTART:${date}T063000`,
    `DTEND:${date}T080000`,
    'RRULE:FREQ=WEEKLY;COUNT=2',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
};

/** Two systems whose files were brought in; an earlier demo has left them. */
export async function makeFeeds(ops: OpsClient, now: number, villages: readonly string[]): Promise<void> {
  if ((await ops.get<Feed[]>('/api/feeds')).length > 0) return;
  for (const [draft, file] of [
    [sicaram, worksOf(now, villages)],
    [jadwalin, calendarOf(now)],
  ] as const) {
    const { id } = await ops.send<Feed>('POST', '/api/feeds', draft);
    await ops.send('POST', `/api/feeds/${id}/import`, file, 'text/plain');
  }
}
