import { test } from 'vitest';
import { killLoop } from './testing-kills.ts';

test.each([7, 11])(
  'twenty kills of the agent, seed %i: nothing lost, nothing rebooted twice',
  async (seed) => {
    await killLoop(20, seed);
  },
);
