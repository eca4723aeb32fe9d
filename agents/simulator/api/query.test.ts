import { expect, test } from 'vitest';
import { matches } from './query.ts';

const row = { name: 'ether1', type: 'ether', mtu: '1500', comment: '' };

test.each<[queries: string[], passes: boolean]>([
  [[], true],
  [['name'], true],
  [['disabled'], false],
  [['-disabled'], true],
  [['-name'], false],
  [['comment'], true],
  [['type=ether'], true],
  [['=type=ether'], true],
  [['type=vlan'], false],
  [['>mtu=900'], true],
  [['<mtu=900'], false],
  [['>mtu=1500'], false],
  [['<name=f'], true],
  [['type=ether', 'name=ether2'], false],
  [['type=ether', 'type=vlan', '#|'], true],
  [['type=ether', 'type=vlan', '#&'], false],
  [['type=vlan', '#!'], true],
  [['type=vlan', 'name=x', '#|!'], true],
  // copy of the top, then or: true | true
  [['type=ether', '#.|'], true],
  // index 1 lies below the top: true, false, and a copy of true; or leaves true, true
  [['type=ether', 'type=vlan', '#1|'], true],
  [['type=vlan', 'type=ether', '#1|'], false],
  [['type=vlan', 'type=ether', '#|'], true],
  // an index at the end of the word replaces everything by that value
  [['type=ether', 'type=vlan', '#1'], true],
  [['type=ether', 'type=vlan', '#0'], false],
])('%j → %s', (queries, passes) => {
  expect(matches(queries, row)).toBe(passes);
});

test.each(['#&', '#5.', '#x'])('%s on an empty stack is a trap, not a crash', (query) => {
  expect(() => matches([query], row)).toThrow(/failure/);
});
