import { test } from 'vitest';
import { sameByBothRoads } from './testing-histories.ts';

test('200,000 histories give the same spans in one batch or in many', () => sameByBothRoads(200_000));
