import { expect, test } from 'vitest';
import { AnnouncementDraft } from '#contract/announcements.ts';
import type { FeedFormat, FeedMapping } from '#contract/feeds.ts';
import { FeedFailed } from './feed-failed.ts';
import { parseBytes } from './parse.ts';
import { cap, ics, NOW, openSid, reading, vevent, worksCsv } from './testing-samples.ts';

const ROUNDS = 12_000;
/** ms that one document of this size may take on a busy machine. */
const SLOWEST_MS = 3_000;

const csv: FeedMapping = {
  shape: 'csv',
  rows: '',
  kind: 'works',
  columns: {
    title: 'Nama Kegiatan',
    village: 'Desa',
    budgetIdr: 'Pagu',
    progressPercent: 'Progres',
    until: 'Selesai',
  },
};
const json: FeedMapping = {
  shape: 'json',
  rows: 'data',
  kind: 'service',
  columns: { title: 'judul', village: 'desa.kode', from: 'mulai' },
};
const seeds: readonly [FeedFormat, FeedMapping | null, string][] = [
  ['news', null, openSid],
  [
    'news',
    null,
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>e1</id><title>Gotong royong</title><updated>2026-11-24T08:00:00Z</updated><content type="html">&lt;p&gt;isi</content></entry></feed>',
  ],
  [
    'news',
    null,
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 't',
      items: [
        { id: '1', title: 'Gotong', content_html: '<p>x', date_published: '2026-11-24T08:00:00+07:00' },
      ],
    }),
  ],
  ['cap', null, cap({ msgType: 'Update', references: 'a,b,c d,e,f' })],
  [
    'calendar',
    null,
    ics(
      vevent(
        'UID:1\nSUMMARY:Senam\nDTSTART;TZID=Makassar:20261126T070000\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261203T070000',
      ) + vevent('UID:1\nRECURRENCE-ID:20261203T070000\nSUMMARY:Senam pindah\nDTSTART;VALUE=DATE:20261204'),
    ),
  ],
  ['mapped', csv, worksCsv],
  [
    'mapped',
    json,
    JSON.stringify({ data: [{ judul: 'Surat pindah', desa: { kode: '1610062021' }, mulai: '2026-11-24' }] }),
  ],
];
const spices = [
  '<',
  '>',
  '&#x1F4A9;',
  '&lol;',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE a>',
  '\0',
  '\uFEFF',
  '"',
  '\r\n',
  ';',
  '{',
  '[',
  '9'.repeat(40),
  '-1',
  'FREQ=SECONDLY',
  '__proto__',
  'constructor',
  '\u202E',
  '%',
  '\uD800',
  'INTERVAL=0',
];

/** Deterministic, so that what is found can be found again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function mutated(text: string, roll: (sides: number) => number): Buffer {
  let bytes = Buffer.from(text);
  for (let change = roll(5) + 1; change > 0; change--) {
    const at = roll(bytes.length + 1);
    const to = at + roll(30);
    const how = roll(5);
    if (how === 0) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
    else if (how === 1) bytes = Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
    else if (how === 2)
      bytes = Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(spices[roll(spices.length)] ?? ''),
        bytes.subarray(at),
      ]);
    else if (how === 3 && bytes.length > 0) bytes[roll(bytes.length)] = roll(256);
    else bytes = bytes.subarray(0, at);
  }
  return bytes;
}

test(`${ROUNDS} mutated feeds: an answer or FeedFailed, soon, and only what an announcement may hold`, () => {
  const roll = dice(20_261_125);
  let understood = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const [format, mapping, text] = seeds[round % seeds.length]!;
    const bytes = mutated(text, roll);
    const began = performance.now();
    try {
      const { items } = parseBytes({ ...reading, format, mapping, bytes });
      for (const { key, daysShown, budgetIdr, ...item } of items) {
        const draft = {
          ...item,
          from: isoOf(item.from ?? NOW),
          until: isoOf(item.until),
          startsAt: isoOf(item.startsAt),
          endsAt: isoOf(item.endsAt),
          budgetIdr: budgetIdr === null ? null : String(budgetIdr),
          picture: null,
        };
        const { success, error } = AnnouncementDraft.safeParse(draft);
        expect(key).toMatch(/^[\da-f]{32}(#\d+)?$/);
        expect(daysShown ?? 1).toBeGreaterThan(0);
        if (!success) throw new Error(`round ${round}: ${error.message} of ${JSON.stringify(draft)}`);
        understood++;
      }
    } catch (error) {
      if (!(error instanceof FeedFailed)) throw error;
    }
    if (performance.now() - began > SLOWEST_MS) throw new Error(`round ${round}: slow`);
  }
  expect(understood).toBeGreaterThan(ROUNDS / 10);
}, 90_000);

const isoOf = (at: Date | null) => at?.toISOString() ?? null;
