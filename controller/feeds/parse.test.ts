import { expect, test } from 'vitest';
import type { FeedMapping } from '#contract/feeds.ts';
import { parseCalendar } from './calendar.ts';
import { parseCap } from './cap.ts';
import { FeedFailed } from './feed-failed.ts';
import { keyOf } from './key-of.ts';
import { parseMapped } from './mapped.ts';
import { parseNews } from './news.ts';
import {
  type CapMore,
  cap,
  capInfo,
  ics,
  MUARA,
  openSid,
  POLYGON_OF_SUKAMAJU,
  reading,
  rss,
  SUKAMAJU,
  UTARA,
  vevent,
  worksCsv,
} from './testing-samples.ts';
import { whenOf } from './when-of.ts';

test.each<[text: string, iso: string | null]>([
  ['2026-11-24 08:00:00', '2026-11-24T01:00:00.000Z'],
  ['2026-11-24T08:00:00+08:00', '2026-11-24T00:00:00.000Z'],
  ['2026-11-24T08:00:00Z', '2026-11-24T08:00:00.000Z'],
  ['2026-11-24', '2026-11-23T17:00:00.000Z'],
  ['Tue, 24 Nov 2026 08:00:00 WIB', '2026-11-24T01:00:00.000Z'],
  ['Tue, 24 Nov 2026 08:00:00 WITA', '2026-11-24T00:00:00.000Z'],
  ['Tue, 24 Nov 2026 08:00:00 WIT', '2026-11-23T23:00:00.000Z'],
  ['Tue, 24 Nov 2026 08:00:00 +0000', '2026-11-24T08:00:00.000Z'],
  ['Tue, 24 Nov 2026 08:00:00 GMT', '2026-11-24T08:00:00.000Z'],
  ['24/11/2026 14.30', '2026-11-24T07:30:00.000Z'],
  ['24 November 2026 pukul 14.30 WITA', '2026-11-24T06:30:00.000Z'],
  ['Selasa, 24 Agustus 2027', '2027-08-23T17:00:00.000Z'],
  ['31/02/2026', null],
  ['besok', null],
  ['0001-01-01', null],
])('%s', (text, iso) => expect(whenOf(text)?.toISOString() ?? null).toBe(iso));

test('a site of OpenSID: plain text, WIB, a stable key; a script is no text', () => {
  const { items } = parseNews(openSid, reading);
  expect(items).toMatchObject([
    {
      key: keyOf('artikel-1'),
      kind: 'news',
      title: 'Posyandu & imunisasi',
      body: 'Ibu dan balita datang ke balai desa.',
      from: new Date('2026-11-24T01:00:00Z'),
      daysShown: 14,
    },
  ]);
});

test.each<[format: string, text: string, title: string]>([
  [
    'Atom',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>i</id><updated>2026-11-24T08:00:00Z</updated><entry><id>e1</id><title type="html">Gotong &lt;b&gt;royong</title><updated>2026-11-24T08:00:00Z</updated><content type="html">&lt;p&gt;isi</content></entry></feed>',
    'Gotong royong',
  ],
  [
    'RDF',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="a"><title>t</title><link>l</link><description>d</description></channel><item rdf:about="u"><title>Gotong royong</title><link>http://a/2</link><description>dd</description><dc:date>2026-11-24</dc:date></item></rdf:RDF>',
    'Gotong royong',
  ],
  [
    'JSON Feed',
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 't',
      items: [
        {
          id: '1',
          title: 'Gotong royong',
          content_html: '<p>x',
          date_published: '2026-11-24T08:00:00+07:00',
        },
      ],
    }),
    'Gotong royong',
  ],
])('%s is news', (_format, text, title) => {
  expect(parseNews(text, reading).items).toMatchObject([{ title, kind: 'news' }]);
});

test('old news and what has no words is left out with its place; a long text is cut at 200, a title at 60', () => {
  const { items, faults } = parseNews(
    rss(
      `<item><title>Lama</title><guid>a</guid><pubDate>Mon, 01 Jan 2024 08:00:00 WIB</pubDate></item><item><guid>b</guid></item><item><title>${'Kata '.repeat(30)}</title><guid>c</guid><description>${'panjang '.repeat(60)}</description></item>`,
    ),
    reading,
  );
  expect(faults.map(({ line, why }) => [line, why])).toEqual([
    [1, 'expired'],
    [2, 'no-title'],
  ]);
  expect(
    [items[0]?.title.length, items[0]?.body.length].every(
      (length, index) => length! > 30 && length! <= [60, 200][index]!,
    ),
  ).toBe(true);
});

test.each(['<!DOCTYPE html><html><body>404</body></html>', '', '{"a":1}', '<rss', 'x'.repeat(1000)])(
  'no feed: %.20s',
  (text) => {
    expect(() => parseNews(text, reading)).toThrow(FeedFailed);
  },
);

test('a warning of BMKG reaches the villages inside, names its source, keeps digits of its identifier', () => {
  const { items } = parseCap(cap(), reading);
  expect(items).toMatchObject([
    {
      key: `${keyOf('cuaca@bmkg.go.id', '2.49.0.1.360.0.0163')}#0`,
      kind: 'warning',
      severity: 'caution',
      title: 'Hujan Lebat disertai petir',
      body: 'Hujan lebat & angin kencang. Jauhi pohon. (Sumber: BMKG)',
      audience: { kind: 'villages', codes: [SUKAMAJU.code] },
      until: new Date('2026-11-25T06:00:00Z'),
    },
  ]);
});

test.each<[why: string, more: CapMore, codes: string[]]>([
  [
    'latitude comes first',
    {
      area: '<areaDesc>x</areaDesc><polygon>104.6,-3.4 104.8,-3.4 104.8,-3.6 104.6,-3.6 104.6,-3.4</polygon>',
    },
    [],
  ],
  ['a circle of 5 km', { area: `<areaDesc>x</areaDesc><circle>-3.21,104.6 5</circle>` }, [MUARA.code]],
  ['a named kecamatan', { area: '<areaDesc>Kec. Indralaya Utara dan sekitarnya</areaDesc>' }, [UTARA.code]],
  [
    'two of like names',
    { area: '<areaDesc>Kecamatan Indralaya, Indralaya Utara</areaDesc>' },
    [MUARA.code, UTARA.code],
  ],
  ['elsewhere', { area: '<areaDesc>Aceh</areaDesc>' }, []],
  ['an exercise', { status: 'Exercise' }, []],
  ['a test', { status: 'Test' }, []],
  ['restricted', { scope: 'Restricted' }, []],
  ['an acknowledgement', { msgType: 'Ack' }, []],
  ['expired', { expires: '2026-11-25T09:59:59+07:00' }, []],
])('CAP: %s', (_why, more, codes) => {
  const { items } = parseCap(cap(more), reading);
  expect(items.flatMap(({ audience }) => ('codes' in audience ? audience.codes : []))).toEqual(codes);
});

test.each([
  ['Extreme', 'danger'],
  ['Severe', 'danger'],
  ['Moderate', 'caution'],
  ['Minor', 'info'],
  ['Unknown', 'caution'],
  ['', 'caution'],
])('CAP severity %s is %s', (severity, ours) => {
  expect(parseCap(cap({ severity }), reading).items[0]?.severity).toBe(ours);
});

test('Cancel and Update call off what they refer to; Indonesian is preferred to English', () => {
  const references =
    'cuaca@bmkg.go.id,OLD-1,2026-11-25T08:00:00+07:00 cuaca@bmkg.go.id,OLD-2,2026-11-25T08:30:00+07:00';
  const cancelled = [keyOf('cuaca@bmkg.go.id', 'OLD-1'), keyOf('cuaca@bmkg.go.id', 'OLD-2')];
  expect(parseCap(cap({ msgType: 'Cancel', references }), reading)).toMatchObject({ items: [], cancelled });
  const infos = capInfo({}, 'en-US', 'Heavy rain') + capInfo({}, 'id-ID', 'Hujan');
  const update = parseCap(cap({ msgType: 'Update', references, infos }), reading);
  expect([update.cancelled, update.items.map(({ title }) => title)]).toEqual([cancelled, ['Hujan']]);
});

test('the list of BMKG gives the links of our province; a document type is refused', () => {
  const list = rss(
    '<item><title>Hujan di Aceh</title><link>https://b/1.xml</link></item><item><title>Hujan di Sumatera Selatan</title><link>https://b/16.xml</link></item>',
  );
  expect(parseCap(list, reading).links).toEqual(['https://b/16.xml']);
  expect(() => parseCap(`<!DOCTYPE a [<!ENTITY x "y">]>${cap()}`, reading)).toThrow(FeedFailed);
  expect(parseCap(cap({ area: POLYGON_OF_SUKAMAJU }), reading).links).toEqual([]);
});

const starts = (text: string) =>
  parseCalendar(ics(text), reading).items.map(({ startsAt }) => startsAt?.toISOString());
test.each<[why: string, event: string, at: string[]]>([
  [
    'floating time is WIB',
    'UID:1\nSUMMARY:Rapat\nDTSTART:20261126T090000\nDTEND:20261126T100000',
    ['2026-11-26T02:00:00.000Z'],
  ],
  ['UTC', 'UID:1\nSUMMARY:Rapat\nDTSTART:20261126T090000Z', ['2026-11-26T09:00:00.000Z']],
  [
    'a zone of the calendar itself',
    'UID:1\nSUMMARY:Rapat\nDTSTART;TZID=Makassar:20261126T090000',
    ['2026-11-26T01:00:00.000Z'],
  ],
  [
    'a zone that nobody defines is WIB',
    'UID:1\nSUMMARY:Rapat\nDTSTART;TZID=Asia/Jakarta:20261126T090000',
    ['2026-11-26T02:00:00.000Z'],
  ],
  [
    'a whole day begins at midnight WIB',
    'UID:1\nSUMMARY:Rapat\nDTSTART;VALUE=DATE:20261126',
    ['2026-11-25T17:00:00.000Z'],
  ],
  [
    'weekly without one',
    'UID:1\nSUMMARY:Senam\nDTSTART:20261126T070000\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261203T070000',
    ['2026-11-26T00:00:00.000Z', '2026-12-10T00:00:00.000Z'],
  ],
  [
    'daily since 1990',
    'UID:1\nSUMMARY:Azan\nDTSTART:19900101T050000Z\nRRULE:FREQ=DAILY;UNTIL=20261126T060000Z',
    ['2026-11-25T05:00:00.000Z', '2026-11-26T05:00:00.000Z'],
  ],
  ['over already', 'UID:1\nSUMMARY:Rapat\nDTSTART:20261101T090000', []],
  ['beyond 60 days', 'UID:1\nSUMMARY:Rapat\nDTSTART:20270301T090000', []],
  ['cancelled', 'UID:1\nSUMMARY:Rapat\nSTATUS:CANCELLED\nDTSTART:20261126T090000', []],
])('calendar: %s', (_why, event, at) => expect(starts(vevent(event))).toEqual(at));

test('one occurrence is moved, another called off, and keeps its key; all-day and place come along', () => {
  const weekly = vevent(
    'UID:1\nSUMMARY:Senam\nLOCATION:Balai\\, desa\nDTSTART:20261126T070000\nRRULE:FREQ=WEEKLY;COUNT=3',
  );
  const plain = parseCalendar(ics(weekly), reading).items;
  const moved = parseCalendar(
    ics(
      weekly +
        vevent('UID:1\nRECURRENCE-ID:20261203T070000\nSUMMARY:Senam pindah\nDTSTART:20261204T070000') +
        vevent(
          'UID:1\nRECURRENCE-ID:20261210T070000\nSUMMARY:Senam\nSTATUS:CANCELLED\nDTSTART:20261210T070000',
        ),
    ),
    reading,
  ).items;
  expect(moved.map(({ title }) => title)).toEqual(['Senam', 'Senam pindah']);
  expect(moved[1]?.key).toBe(plain[1]?.key);
  expect(plain[0]?.place).toBe('Balai, desa');
});

test('rules without end do not loop, nor do those that begin long ago or step by seconds', () => {
  const began = performance.now();
  for (const rule of [
    'FREQ=DAILY',
    'FREQ=SECONDLY',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MINUTELY;INTERVAL=7',
  ])
    parseCalendar(ics(vevent(`UID:1\nSUMMARY:Rapat\nDTSTART:19700101T000000Z\nRRULE:${rule}`)), reading);
  expect(performance.now() - began).toBeLessThan(8_000);
});

const mapping: FeedMapping = {
  shape: 'csv',
  rows: '',
  kind: 'works',
  columns: {
    title: 'Nama Kegiatan',
    village: 'Desa',
    kecamatan: 'Kecamatan',
    budgetIdr: 'Pagu',
    progressPercent: 'Progres',
    until: 'Selesai',
  },
};
test('a table of Sicaram: rows by line and reason', () => {
  const { items, faults } = parseMapped(worksCsv, mapping, reading);
  expect(items).toMatchObject([
    {
      title: 'Jalan usaha tani',
      audience: { kind: 'villages', codes: [SUKAMAJU.code] },
      budgetIdr: 250_000_000n,
      progressPercent: 45,
      until: new Date('2026-12-30T17:00:00Z'),
    },
  ]);
  expect(faults.map(({ line, why }) => [line, why])).toEqual([
    [3, 'village-unknown'],
    [4, 'village-ambiguous'],
    [5, 'number-unreadable'],
    [6, 'date-unreadable'],
  ]);
});

test('a list of Sidesi by paths; a list that nothing is understood of is refused', () => {
  const cards = {
    data: { layanan: [{ judul: 'Surat pindah', desa: { kode: '1610062021' }, telp: '0812' }] },
  };
  const sidesi: FeedMapping = {
    shape: 'json',
    rows: 'data.layanan',
    kind: 'service',
    columns: { title: 'judul', village: 'desa.kode', contact: 'telp' },
  };
  expect(parseMapped(JSON.stringify(cards), sidesi, reading).items).toMatchObject([
    { title: 'Surat pindah', contact: '0812', kind: 'service' },
  ]);
  expect(() => parseMapped('{"data":{}}', sidesi, reading)).toThrow(FeedFailed);
  expect(() => parseMapped('a;b\n1;2\n', mapping, reading)).toThrow('no-title');
});
