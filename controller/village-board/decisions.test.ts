import { expect, test } from 'vitest';
import { type Announcement, plainDraft } from '#contract/announcements.ts';
import { infoAddress } from './info-address.ts';
import { readAloud } from './read-aloud.ts';
import { spoken, spokenMoment } from './spoken.ts';
import { dayOf, overAt, weekOf } from './week.ts';

test.each([
  ['2026-11-23', '2026-11-22T17:00:00.000Z'],
  ['2026-11-25', '2026-11-22T17:00:00.000Z'],
  ['2026-11-29', '2026-11-22T17:00:00.000Z'],
  ['2026-11-30', '2026-11-29T17:00:00.000Z'],
  ['2027-01-01', '2026-12-27T17:00:00.000Z'],
])('the week of %s begins on Monday, %s', (day, from) => {
  const week = weekOf(day);
  expect(week.from.toISOString()).toBe(from);
  expect(week.until.getTime() - week.from.getTime()).toBe(7 * 86_400_000);
});

test('a day is one of WIB', () => {
  expect(dayOf(new Date('2026-11-25T16:59:59.999Z'))).toBe('2026-11-25');
  expect(dayOf(new Date('2026-11-25T17:00:00.000Z'))).toBe('2026-11-26');
});

test.each<[why: string, starts: string | null, ends: string | null, allDay: boolean, over: string | null]>([
  ['has no time', null, null, false, null],
  ['has an end', '2026-11-25T01:00:00.000Z', '2026-11-25T04:00:00.000Z', false, '2026-11-25T04:00:00.000Z'],
  ['has no end: its day', '2026-11-25T01:00:00.000Z', null, false, '2026-11-25T17:00:00.000Z'],
  ['lasts days', '2026-11-24T17:00:00.000Z', '2026-11-25T17:00:00.000Z', true, '2026-11-26T17:00:00.000Z'],
])('what %s is over then', (_why, startsAt, endsAt, allDay, over) =>
  expect(overAt({ startsAt, endsAt, allDay })?.toISOString() ?? null).toBe(over),
);

test.each([
  ['Sabtu pukul 08.00 sampai 11.00 WIB.', 'Sabtu pukul delapan pagi sampai pukul sebelas siang.'],
  ['jam 14:30', 'pukul dua lewat tiga puluh menit siang'],
  ['08.00-11.00 WIB', 'pukul delapan pagi sampai pukul sebelas siang'],
  ['Hubungi 0812-3456-7890', 'Hubungi nol delapan satu dua tiga empat lima enam tujuh delapan sembilan nol'],
  ['+62 812 3456 789', 'nol delapan satu dua tiga empat lima enam tujuh delapan sembilan'],
  ['Rp 125.000.000,00 dari APBDes', 'seratus dua puluh lima juta rupiah dari APBDes'],
  ['Rp15.000,-', 'lima belas ribu rupiah'],
  ['selesai 40 %', 'selesai empat puluh persen'],
  ['tanggal 28/11/2026', 'tanggal dua puluh delapan November dua ribu dua puluh enam'],
  ['1.200 orang', 'seribu dua ratus orang'],
  ['naik 2,5 meter', 'naik dua koma lima meter'],
  ['RT 03 dan 04', 'RT tiga dan empat'],
  ['usia 0-5 tahun', 'usia nol sampai lima tahun'],
  ['Kec. Indralaya, Jl. Merdeka No. 7 dll.', 'Kecamatan Indralaya, Jalan Merdeka nomor tujuh dan lain-lain'],
  ['lihat https://desa.go.id/kabar', 'lihat desa.go.id atau kabar'],
  ['pukul 00.15', 'pukul dua belas lewat lima belas menit dini hari'],
  ['suhu 25.99', 'suhu dua puluh lima.sembilan puluh sembilan'],
])('"%s" is read as "%s"', (text, said) => expect(spoken(text)).toBe(said));

test('no digit is left to be read, whatever people write', () => {
  for (let seed = 1; seed < 2_000; seed += 1) {
    const text = [...`${(seed * 7919) % 1_000_003}.${seed}/${seed % 13}-${seed % 32}:${seed % 99},% Rp`]
      .map((letter, index) => ((seed >> (index % 8)) % 3 === 0 ? letter : `${letter}${index % 10}`))
      .join('');
    expect(spoken(text)).not.toMatch(/\d/);
  }
});

const told = (more: Partial<Announcement>): Announcement => ({
  ...plainDraft,
  picture: null,
  source: null,
  id: 1,
  kind: 'news',
  severity: 'info',
  title: 'Pasar murah',
  body: 'Beras 5 kg Rp 60.000',
  audience: { kind: 'all' },
  from: '2026-11-25T03:00:00.000Z',
  until: null,
  phase: 'shown',
  version: 1,
  writtenBy: 'editor',
  publishedAt: '2026-11-25T03:00:00.000Z',
  changedAt: '2026-11-25T03:00:00.000Z',
  ...more,
});

test('a week is read in sentences, the warning with its end, an agenda with its place', () => {
  expect(spokenMoment(new Date('2026-11-28T01:00:00.000Z'))).toBe(
    'Sabtu, dua puluh delapan November, pukul delapan pagi',
  );
  const said = readAloud('Sukamaju', weekOf('2026-11-25'), [
    told({
      kind: 'warning',
      title: 'Air naik',
      until: '2026-11-27T11:00:00.000Z',
      source: { feed: 'BMKG', okAt: null },
    }),
    told({
      kind: 'agenda',
      title: 'Posyandu',
      startsAt: '2026-11-28T01:00:00.000Z',
      endsAt: '2026-11-28T04:00:00.000Z',
      place: 'balai desa',
    }),
    told({ kind: 'works', progressPercent: 40, budgetIdr: '125000000', contact: 'Pak Kadus 0812 3456 7890' }),
  ]);
  expect(said).toEqual([
    'Bapak, Ibu, dan Saudara warga Desa Sukamaju yang kami hormati. Berikut pengumuman untuk minggu ini, mulai Senin, dua puluh tiga November, sampai Minggu, dua puluh sembilan November.',
    'Perhatian, peringatan: Air naik. Beras lima kg enam puluh ribu rupiah. Peringatan ini berlaku sampai Jumat, dua puluh tujuh November, pukul enam malam. Kabar ini bersumber dari BMKG.',
    'Acara: Posyandu. Beras lima kg enam puluh ribu rupiah. Waktunya Sabtu, dua puluh delapan November, pukul delapan pagi, sampai Sabtu, dua puluh delapan November, pukul sebelas siang. Tempatnya di balai desa.',
    'Pembangunan: Pasar murah. Beras lima kg enam puluh ribu rupiah. Pekerjaan sudah berjalan empat puluh persen. Anggarannya seratus dua puluh lima juta rupiah. Keterangan lebih lanjut dapat ditanyakan kepada Pak Kadus nol delapan satu dua tiga empat lima enam tujuh delapan sembilan nol.',
    'Demikian pengumuman ini kami sampaikan. Terima kasih atas perhatiannya.',
  ]);
  expect(readAloud('Sukamaju', weekOf('2026-11-25'), [])[1]).toContain('tidak ada pengumuman baru');
});

test('the page of a village has an address of its own', () =>
  expect(infoAddress('https://wifi.example.go.id:8443', '16.10.06.2021')).toBe(
    'https://info.wifi.example.go.id:8443/16.10.06.2021',
  ));
