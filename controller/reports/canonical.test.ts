import { expect, test } from 'vitest';
import { canonical, differences } from './canonical.ts';

test('the same figures are the same text, in whatever order they come', () => {
  expect(canonical({ b: [1, { d: null, c: 'é"' }], a: 0.1, skipped: undefined })).toBe(
    '{"a":0.1,"b":[1,{"c":"é\\"","d":null}]}',
  );
});

test('it is told where two values differ, and what stands on both sides', () => {
  const a = { x: 1, list: [{ y: 1 }, { y: 2 }], only: 'a' };
  const b = { x: 1, list: [{ y: 1 }, { y: 3 }, { y: 4 }] };
  expect(differences(a, b)).toEqual([
    { path: 'list.1.y', a: 2, b: 3 },
    { path: 'list.2', a: undefined, b: { y: 4 } },
    { path: 'only', a: 'a', b: undefined },
  ]);
  expect(differences(a, structuredClone(a))).toEqual([]);
  expect(differences({ a: 1, b: 2, c: 3 }, {}, 2)).toHaveLength(2);
});
