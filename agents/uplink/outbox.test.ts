import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Entry } from '#contract/agent-link.ts';
import { Outbox } from './outbox.ts';
import { actionAt, lookAt } from './testing-entries.ts';
import { temporaryFolder } from './testing-folder.ts';

const parsed = (outbox: Outbox, limit = 100_000) =>
  outbox.oldest(limit).map(({ json }) => Entry.parse(JSON.parse(json)));

test('entries are kept over a restart, oldest first, until they are acknowledged', () => {
  using folder = temporaryFolder();
  const first = new Outbox({ folder: folder.path });
  for (let second = 0; second < 5; second++) first.add(lookAt(second));
  first.close();
  const second = new Outbox({ folder: folder.path });
  expect(second.epoch).toBe(first.epoch);
  expect(parsed(second).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  second.acknowledge(5);
  second.add(lookAt(9), true);
  expect(parsed(second)).toEqual([{ ...lookAt(9), seq: 6 }]);
  second.close();
});

test('numbers do not repeat, even when everything was acknowledged before a restart', () => {
  using folder = temporaryFolder();
  const first = new Outbox({ folder: folder.path });
  first.add(lookAt(0), true);
  first.acknowledge(1);
  first.close();
  const second = new Outbox({ folder: folder.path });
  second.add(lookAt(1), true);
  expect(parsed(second).map(({ seq }) => seq)).toEqual([2]);
  second.close();
});

test('entries gather; an urgent one takes the others along; a hundred do not wait', async () => {
  using folder = temporaryFolder();
  const { promise, resolve } = Promise.withResolvers<void>();
  let written = 0;
  const onWritten = () => (++written === 3 ? resolve() : undefined);
  const outbox = new Outbox({ folder: folder.path, gatherMs: 50, onWritten });
  outbox.add(lookAt(0));
  expect(outbox.backlog).toBe(0);
  outbox.add(lookAt(1), true);
  expect(outbox.backlog).toBe(2);
  for (let i = 0; i < 100; i++) outbox.add(lookAt(i));
  expect(outbox.backlog).toBe(102);
  outbox.add(lookAt(2));
  await promise;
  expect(outbox.backlog).toBe(103);
  outbox.close();
});

test('a full file drops its oldest looks, says so, and keeps every action', () => {
  using folder = temporaryFolder();
  const outbox = new Outbox({ folder: folder.path, maxBytes: 512 << 10 });
  for (let i = 0; i < 10; i++) outbox.add(actionAt(i), true);
  const total = 8_000;
  for (let i = 0; i < total; i++) outbox.add(lookAt(i, 'y'.repeat(100)));
  outbox.flush();
  const entries = parsed(outbox);
  const looks = entries.filter((entry) => entry.kind === 'look');
  const dropped = entries.reduce((sum, entry) => sum + (entry.kind === 'gap' ? entry.dropped : 0), 0);
  expect(entries.filter((entry) => entry.kind === 'action')).toHaveLength(10);
  expect(dropped).toBeGreaterThan(0);
  expect(dropped + looks.length).toBe(total);
  expect(looks.map(({ at }) => at)).toEqual([...looks.keys()].map((i) => lookAt(dropped + i).at));
  const [gap] = entries.filter((entry) => entry.kind === 'gap');
  expect(gap).toMatchObject({ why: 'outbox-full' });
  expect(statSync(path.join(folder.path, 'outbox.sqlite')).size).toBeLessThanOrEqual(512 << 10);
  outbox.close();
});

test('entries that are on their way are not dropped while there are others', () => {
  using folder = temporaryFolder();
  const outbox = new Outbox({ folder: folder.path, maxBytes: 512 << 10 });
  for (let i = 0; i < 100; i++) outbox.add(lookAt(i), true);
  expect(outbox.oldest(50)).toHaveLength(50);
  for (let i = 100; i < 6_000; i++) outbox.add(lookAt(i, 'y'.repeat(100)));
  outbox.flush();
  expect(
    parsed(outbox, 51)
      .map(({ seq }) => seq)
      .slice(0, 50),
  ).toEqual([...Array(50).keys()].map((i) => i + 1));
  outbox.acknowledge(50);
  const dropped = parsed(outbox).reduce((sum, entry) => sum + (entry.kind === 'gap' ? entry.dropped : 0), 0);
  expect(dropped + parsed(outbox).filter((entry) => entry.kind === 'look').length).toBe(5_950);
  outbox.close();
});

test('what cannot be written is counted, and told when writing works again', () => {
  using folder = temporaryFolder();
  const troubles: Error[] = [];
  const outbox = new Outbox({
    folder: folder.path,
    maxBytes: 128 << 10,
    onTrouble: (error) => troubles.push(error),
  });
  // only actions, which are never dropped: there is no room to make
  expect(() => {
    for (let i = 0; ; i++) outbox.take(`id-${i}`, actionAt(i), 0);
  }).toThrow(/full/);
  for (let i = 0; i < 5; i++) outbox.add(lookAt(i, 'z'.repeat(300)), true);
  expect(troubles.length).toBeGreaterThan(0);
  outbox.acknowledge(50);
  outbox.add(lookAt(7), true);
  const last = parsed(outbox).slice(-2);
  expect(last).toMatchObject([
    { kind: 'gap', why: 'outbox-full', from: lookAt(0).at },
    { kind: 'look', at: lookAt(7).at },
  ]);
  outbox.close();
});

test('a command is remembered together with what is said of it', () => {
  using folder = temporaryFolder();
  const outbox = new Outbox({ folder: folder.path });
  const entry = actionAt(0);
  expect(outbox.wasTaken(entry.actionId)).toBe(false);
  outbox.take(entry.actionId, entry, Date.now());
  expect(() => outbox.take(entry.actionId, entry, Date.now())).toThrow(/UNIQUE/);
  outbox.close();
  const later = new Outbox({ folder: folder.path });
  expect(later.wasTaken(entry.actionId)).toBe(true);
  expect(later.backlog).toBe(1);
  later.close();
});

test('an entry that is refused for good is set aside and told as a gap; a refused gap is not', () => {
  using folder = temporaryFolder();
  const outbox = new Outbox({ folder: folder.path });
  outbox.add(lookAt(0), true);
  outbox.setAside(1, '400');
  expect(parsed(outbox)).toMatchObject([
    { seq: 2, kind: 'gap', dropped: 1, why: 'refused', from: lookAt(0).at },
  ]);
  outbox.setAside(2, '400');
  expect([outbox.backlog, outbox.setAsideCount]).toEqual([0, 2]);
  outbox.close();
});

test('what is set aside is bounded', () => {
  using folder = temporaryFolder();
  const outbox = new Outbox({ folder: folder.path });
  for (let i = 0; i < 1_100; i++) outbox.add(lookAt(i));
  outbox.flush();
  for (let seq = 1; seq <= 1_100; seq++) outbox.setAside(seq, '400');
  expect(outbox.setAsideCount).toBe(1_000);
  outbox.close();
});

test('a file that cannot be read is moved aside, and the agent goes on with a new epoch', () => {
  using folder = temporaryFolder();
  const file = path.join(folder.path, 'outbox.sqlite');
  const first = new Outbox({ folder: folder.path });
  first.close();
  writeFileSync(file, 'no database at all '.repeat(1_000));
  const second = new Outbox({ folder: folder.path });
  expect(second.epoch).not.toBe(first.epoch);
  expect(readFileSync(second.movedTo!, 'utf8')).toContain('no database');
  second.add(lookAt(0), true);
  expect(second.backlog).toBe(1);
  second.close();
});
