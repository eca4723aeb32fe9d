import { test } from 'vitest';
import { killLoop } from './testing-kills.ts';

test('five kills, one in each stage of a reboot: nothing lost, nothing rebooted twice', async () => {
  await killLoop(5, 1);
}, 90_000);
