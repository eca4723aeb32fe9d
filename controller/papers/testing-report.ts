import type { Figure, MonthReport, ReportOutage, ReportVillage } from '#contract/reports.ts';
import type { Letterhead } from '#contract/service-levels.ts';

export const figure = (percent: number | null, more: Partial<Figure> = {}): Figure => ({
  percent,
  interval: percent === null ? [61.2, 97.45] : [percent, percent],
  observedPercent: percent === null ? 63.75 : 99.12,
  upSeconds: 2_580_000,
  downSeconds: 12_000,
  excusedSeconds: 3_000,
  unobservedSeconds: 9_000,
  plannedSeconds: 3_600,
  outsideHoursSeconds: 0,
  ...more,
});

const names = [
  'Sukamaju',
  'Tanjung Raja Barat',
  'Ulak Kerbau Baru',
  'Sungai Rotan',
  'Harapan Jaya',
  'Pulau Kabal',
  'Lebung Jangkar',
  'Talang Tengah Laut',
  'Muara Kuang',
  'Rambang Kuang',
  'Seri Bandung',
  'Betung II',
];

export const outage = (index: number, more: Partial<ReportOutage> = {}): ReportOutage => {
  const start = Date.UTC(2026, 9, 1 + (index % 30), (index * 7) % 24, (index * 13) % 60);
  const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
  const village = index % 12;
  return {
    village: { code: `16.10.01.20${10 + village}`, name: names[village]! },
    routerId: village + 1,
    router: `${names[village]!.toLowerCase().replaceAll(' ', '-')}-1`,
    lastGoodAt: at(-1),
    firstFailedAt: at(0),
    lastFailedAt: at(29),
    firstGoodAt: at(30),
    endedAt: at(30),
    seconds: 1_800,
    feltSeconds: 1_800,
    owedSeconds: index % 2 === 0 ? 1_800 : 0,
    cause: index % 2 === 0 ? 'uplink' : 'power',
    judgedCause: index % 2 === 0 ? 'uplink' : 'power',
    ruling: null,
    signs: [
      { kind: index % 2 === 0 ? 'uptime-ran-on' : 'log-no-uplink-loss', at: null, count: null, name: null },
      { kind: 'feeder-fell', at: null, count: 3, name: 'Indralaya-2' },
    ],
    done: index % 3 === 0 ? ['Router diminta menyala ulang oleh budi', 'Teknisi berangkat 14.10'] : [],
    ...more,
  };
};

const village = (index: number, more: Partial<ReportVillage> = {}): ReportVillage => ({
  code: `16.10.01.20${10 + index}`,
  name: names[index]!,
  kecamatan: 'Tanjung Raja',
  routers: [
    {
      id: index + 1,
      name: `${names[index]!.toLowerCase().replaceAll(' ', '-')}-1`,
      uplink: 'lte',
      provider: 'Telkomsel',
    },
  ],
  figures: { felt: figure(97.31 - index), owed: figure(99.08 - index / 2) },
  outages: 5,
  longestSeconds: 9_000,
  meanSeconds: 2_400.5,
  causes: [
    { cause: 'power', seconds: 9_000, count: 3 },
    { cause: 'uplink', seconds: 3_000, count: 2 },
  ],
  power: { count: 3, seconds: 9_000 },
  degradedSeconds: 600,
  receiveBytes: '123456789012',
  transmitBytes: '23456789012',
  peakUsers: 31,
  sessions: 812,
  devices: 240,
  days: 'uuuudgu?uuuuuuuuuuuduuuuuuu-uuu',
  ...more,
});

/** A month of twelve villages; all that is given takes the place of what stands here. */
export const testReport = (more: Partial<MonthReport> = {}): MonthReport => ({
  month: '2026-10',
  from: '2026-09-30T17:00:00.000Z',
  to: '2026-10-31T17:00:00.000Z',
  over: true,
  ruleSet: { name: 'id-rural-1', version: 1 },
  regency: {
    figures: { felt: figure(97.31), owed: figure(99.08) },
    outages: 60,
    causes: [
      { cause: 'power', seconds: 90_000, count: 30 },
      { cause: 'uplink', seconds: 40_000, count: 20 },
      { cause: 'undetermined', seconds: 4_000, count: 10 },
    ],
    power: { count: 30, seconds: 90_000 },
    receiveBytes: '1234567890123',
    transmitBytes: '234567890123',
    peakUsers: 42,
    sessions: 9_120,
    devices: 2_312,
  },
  villages: names.map((_, index) => village(index)),
  worst: [11, 10, 9].map((index) => ({
    code: `16.10.01.20${10 + index}`,
    done: ['Antena diganti', 'PLN ditelepon'],
  })),
  outages: Array.from({ length: 60 }, (_, index) => outage(index)),
  trend: Array.from({ length: 12 }, (_, index) => ({
    month: new Date(Date.UTC(2025, 10 + index, 1)).toISOString().slice(0, 7),
    felt: index < 3 || index === 6 ? null : 94 + (index % 5),
    owed: index < 3 ? null : 96 + (index % 4),
  })),
  lateEntries: [
    {
      kind: 'maintenance',
      reference: 'WO-7',
      reason: 'Ganti antena',
      from: '2026-10-05T02:00:00.000Z',
      until: '2026-10-05T04:00:00.000Z',
      enteredAt: '2026-10-06T02:00:00.000Z',
      enteredBy: 'sari',
      approvedBy: null,
    },
  ],
  chainHead: 'c0ffee'.repeat(10).slice(0, 64),
  ...more,
});

export const testLetterhead: Letterhead = {
  lines: ['PEMERINTAH KABUPATEN OGAN ILIR', 'DINAS KOMUNIKASI DAN INFORMATIKA'],
  address: 'Kompleks Perkantoran Terpadu Tanjung Senai, Indralaya 30862',
  place: 'Indralaya',
  signer: {
    name: 'Sari Dewi, S.Kom.',
    nip: '19800101 200501 2 003',
    title: 'Kepala Dinas',
    rank: 'Pembina Tk. I',
  },
  numberPattern: '{n}/Diskominfo/{bulan}/{tahun}',
  claimNumberPattern: '{n}/Diskominfo/Klaim/{bulan}/{tahun}',
};
