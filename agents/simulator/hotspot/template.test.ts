import { expect, test } from 'vitest';
import { escaped, render } from './template.ts';

const variables = (name: string): string | undefined =>
  ({ mac: 'AA:BB', error: '', name: 'Bu Sri & co', trial: 'yes' })[name];

test.each<[source: string, body: string]>([
  ['plain $ text ( )', 'plain $ text ( )'],
  ['$(mac)', 'AA:BB'],
  ['$(unknown)!', '!'],
  ['?m=$(mac-esc)&n=$(name-esc)', '?m=AA%3ABB&n=Bu%20Sri%20%26%20co'],
  ['$(if error)bad$(else)good$(endif)', 'good'],
  ['$(if mac)has$(endif)', 'has'],
  ["$(if trial == 'yes')try$(endif)", 'try'],
  ['$(if trial == "no")a$(elif trial == yes)b$(else)c$(endif)', 'b'],
  ['$(if trial != yes)a$(else)b$(endif)', 'b'],
  ['$(if mac)<$(if error)1$(else)2$(if trial)3$(endif)$(endif)>$(endif)', '<23>'],
  ['$(if unknown)$(if mac)x$(endif)y$(endif)z', 'z'],
  ['$(if mac)open to the end', 'open to the end'],
  ['$(endif)$(else)stray', 'stray'],
])('%s', (source, body) => {
  expect(render(source, variables).body).toBe(body);
});

test('status and headers are set, not tested; of one header twice the last wins', () => {
  const page = render(
    '$(if http-status == 302)Go $(mac)$(endif)$(if http-header == "Location")http://a/$(endif)$(if http-header == "Location")http://b/?m=$(mac-esc)$(endif)body',
    variables,
  );
  expect(page).toEqual({
    status: 302,
    reason: 'Go AA:BB',
    headers: { Location: 'http://b/?m=AA%3ABB' },
    body: 'body',
  });
});

test('a header cannot be split by a value', () => {
  const page = render('$(if http-header == "X")$(evil)$(endif)', () => 'a\r\nSet-Cookie: b');
  expect(page.headers).toEqual({ X: 'aSet-Cookie: b' });
});

test('escapes are of bytes', () => {
  expect(escaped(Buffer.from('é~').toString('latin1'))).toBe('%C3%A9~');
});
