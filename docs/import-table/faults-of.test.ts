import { expect, test } from 'vitest';
import { faultsOf, type SourceFile } from './faults-of.ts';

const file = (name: string, text: string): SourceFile => ({ name, text });

test.each([
  [
    'a feature may import what its row names',
    'controller/portal/page.ts',
    `import { x } from '../announcements/shown.ts';`,
    [],
  ],
  [
    'and not another feature',
    'controller/portal/page.ts',
    `import { x } from '../incidents/store.ts';`,
    ['controller/portal/page.ts: may not import controller/incidents/store.ts (row controller/portal)'],
  ],
  [
    'the contract knows zod alone',
    'controller/contract/x.ts',
    `import fastify from 'fastify';`,
    ['controller/contract/x.ts: may not use fastify (row controller/contract)'],
  ],
  [
    'the simulator knows nothing of ours',
    'agents/simulator/x.ts',
    `import { Reading } from '#contract/looks.ts';`,
    ['agents/simulator/x.ts: may not import controller/contract/looks.ts (row agents/simulator)'],
  ],
  [
    'an agent knows nothing else of the controller',
    'agents/poll/x.ts',
    `import { y } from '../../controller/platform/db.ts';`,
    ['agents/poll/x.ts: may not import controller/platform/db.ts (row agents/poll)'],
  ],
  [
    'a feature of the dashboard does not see another',
    'dashboard/outages/page.tsx',
    `import { y } from '../usage/chart.tsx';`,
    ['dashboard/outages/page.tsx: may not import dashboard/usage/chart.tsx (row dashboard)'],
  ],
  [
    'a dynamic import counts',
    'dashboard/outages/page.tsx',
    `const y = await import('../usage/chart.tsx');`,
    ['dashboard/outages/page.tsx: may not import dashboard/usage/chart.tsx (row dashboard)'],
  ],
  [
    'a test may besides start the simulator',
    'agents/poll/x.test.ts',
    `import { startFleet } from '../simulator/index.ts';`,
    [],
  ],
  [
    'what it tests may not',
    'agents/poll/x.ts',
    `import { startFleet } from '../simulator/index.ts';`,
    ['agents/poll/x.ts: may not import agents/simulator/index.ts (row agents/poll)'],
  ],
])('%s', (_why, name, text, faults) => {
  expect(faultsOf([file(name, text)])).toEqual(faults);
});

test('a circle is found and named', () => {
  const faults = faultsOf([
    file('controller/outages/a.ts', `import { b } from './b.ts';`),
    file('controller/outages/b.ts', `export { c } from './c.ts';`),
    file('controller/outages/c.ts', `import { a } from './a.ts';`),
  ]);
  expect(faults).toEqual([
    'circle: controller/outages/a.ts → controller/outages/b.ts → controller/outages/c.ts → controller/outages/a.ts',
  ]);
});

test('types alone make no circle', () => {
  const faults = faultsOf([
    file('controller/outages/a.ts', `import type { B } from './b.ts';`),
    file('controller/outages/b.ts', `import { a } from './a.ts';`),
  ]);
  expect(faults).toEqual([]);
});
