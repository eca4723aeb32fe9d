import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { blocksOf, WrongPage } from './blocks-of.ts';

const fence = (text: string) => `\`\`\`sh\n${text}\n\`\`\``;

test('blocks come in order, each with what marks it', () => {
  const page = [
    'text',
    fence('one\ntwo'),
    '<!-- jalan terus -->',
    fence('stay'),
    '<!-- di router: tempel x -->',
    '<!-- perlu systemd; diperiksa: systemd-analyze verify deploy/a.service -->',
    fence('systemctl start a'),
  ].join('\n');
  expect(blocksOf(page)).toEqual([
    { kind: 'run', line: 2, script: 'one\ntwo' },
    { kind: 'keep', line: 7, script: 'stay' },
    { kind: 'person', line: 10, where: 'router', what: 'tempel x' },
    { kind: 'check', line: 12, why: 'perlu systemd', check: 'systemd-analyze verify deploy/a.service' },
  ]);
});

test.each([
  ['a mark that nothing knows', `<!-- lewati -->\n${fence('x')}`],
  ['a mark without its check', `<!-- perlu systemd -->\n${fence('x')}`],
  ['a mark before no block', '<!-- jalan terus -->\ntext'],
  ['a block without end', '```sh\nx'],
])('%s is refused: no block is left out unnoticed', (_why, page) => {
  expect(() => blocksOf(page)).toThrow(WrongPage);
});

test('the page names only files of deploy/ that are there, and starts, joins a router and reaches a resident', () => {
  const home = path.resolve(import.meta.dirname, '..');
  const text = readFileSync(path.join(home, 'docs/id/server.md'), 'utf8');
  const files = [...text.matchAll(/deploy\/[a-z0-9.-]*[a-z0-9]/gi)].map(([file]) => file);
  expect(files.filter((file) => !existsSync(path.join(home, file)))).toEqual([]);
  const kinds = blocksOf(text).map((step) => (step.kind === 'person' ? step.where : step.kind));
  expect(kinds.filter((kind) => kind !== 'run' && kind !== 'check')).toEqual([
    'keep',
    'layar',
    'router',
    'ponsel',
  ]);
});
