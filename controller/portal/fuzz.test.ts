import { expect, test } from 'vitest';
import { fieldsOf, portalForTests } from './testing.ts';

const site = portalForTests();
const COUNT = 10_000;

/** A stream of numbers below 1 that is the same at every run (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ODD = [
  '%00',
  '%',
  '%E0%A4',
  '&&',
  '=',
  ';',
  '\u0000',
  '\ud800',
  '💥',
  '<script>',
  "'--",
  '[]',
  '__proto__=1',
  '../',
  'x'.repeat(300),
  '+',
  '#',
  '\r\n',
];

test(`${COUNT} mutated queries and forms: no fault of ours, never a ticket for what was not shown`, async () => {
  const random = randomOf(20261125);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const { portalKey } = site.router;
  const front = fieldsOf((await site.open()).body);
  const base = new URLSearchParams({ ...front, kode: 'ABCD-EFGH', jenis: 'slow', teks: 'x', t: 'a.b' });
  const mutate = (text: string): string => {
    let out = text;
    for (let i = 0; i <= random() * 4; i += 1) {
      const at = Math.floor(random() * (out.length + 1));
      const kind = random();
      if (kind < 0.35) out = out.slice(0, at) + pick(ODD) + out.slice(at);
      else if (kind < 0.6) out = out.slice(0, at) + out.slice(at + Math.ceil(random() * 20));
      else if (kind < 0.8)
        out = out.slice(0, at) + String.fromCharCode(32 + random() * 90) + out.slice(at + 1);
      else out = `${out}&${out.slice(0, at)}`;
    }
    return out;
  };
  const gets = ['', '/selamat', '/kode', '/lapor', '/hapus', '/aturan'].map((end) => `/p/${portalKey}${end}`);
  gets.push('/info', '/info/sukamaju', '/info/sukamaju.json', '/info/sukamaju/lapor', '/laporan', '/aturan');
  const posts = ['/masuk', '/kode', '/lapor', '/hapus'].map((end) => `/p/${portalKey}${end}`);
  posts.push('/info/sukamaju/lapor');
  const seen = new Map<number, number>();
  for (let i = 0; i < COUNT; i += 1) {
    const payload = mutate(base.toString());
    const answer =
      i % 2 === 0
        ? await site.portal.inject({
            method: 'GET',
            url: `${pick(gets)}?${payload.replaceAll(/[^!-~]/g, encodeURI('?'))}`,
          })
        : await site.portal.inject({
            method: 'POST',
            url: pick(posts),
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            payload,
          });
    if (answer.statusCode >= 500) throw new Error(`${answer.statusCode} for ${payload}`);
    seen.set(answer.statusCode, (seen.get(answer.statusCode) ?? 0) + 1);
  }
  console.log('answers by status:', Object.fromEntries(seen));
  expect([...seen.keys()].every((status) => status < 500)).toBe(true);
  // Whatever the forms became, only the phone whose page was shown could get tickets.
  expect(await site.database.db.ticket.count({ where: { mac: { not: site.mac } } })).toBe(0);
}, 120_000);
