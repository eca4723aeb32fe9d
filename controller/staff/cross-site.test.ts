import { expect, test } from 'vitest';
import { isCrossSite } from './cross-site.ts';

const HOST = '10.0.0.5:8080';
const OWN = 'https://wifi.oganilirkab.go.id';
type Row = [why: string, method: string, fetchSite: string | null, origin: string | null, cross: boolean];

test.each<Row>([
  ['our own page', 'POST', 'same-origin', `http://${HOST}`, false],
  ['typed by the person herself', 'POST', 'none', null, false],
  ['a page of another site', 'POST', 'cross-site', 'https://evil.example', true],
  ['a neighbour below the same domain', 'DELETE', 'same-site', 'https://evil.oganilirkab.go.id', true],
  ['an unknown word', 'PATCH', 'sideways', null, true],
  ['Sec-Fetch-Site is believed before Origin', 'POST', 'cross-site', `http://${HOST}`, true],
  ['plain http: our own origin', 'POST', null, `http://${HOST}`, false],
  ['plain http: another port is another origin', 'POST', null, 'http://10.0.0.5:9999', true],
  ['plain http: another host', 'PUT', null, 'http://evil.example', true],
  ['a sandboxed frame', 'POST', null, 'null', true],
  ['behind a proxy that changes Host', 'POST', null, OWN, false],
  ['a script without a browser', 'POST', null, null, false],
  ['reading is no act', 'GET', 'cross-site', 'https://evil.example', false],
  ['nor is asking for headers', 'HEAD', 'cross-site', null, false],
])('%s', (_why, method, fetchSite, origin, cross) => {
  const asked = { method, fetchSite: fetchSite ?? undefined, origin: origin ?? undefined, host: HOST };
  expect(isCrossSite(asked, OWN)).toBe(cross);
});
