import { expect, test } from 'vitest';
import { house, T } from './testing-house.ts';

test('a router that nobody looked at for half a year is judged when it is looked at again', async () => {
  const { ops, id, see } = await house();
  await using _ = ops;
  await see('answered', [0], 50_000);
  const later = 180 * 86_400;
  await see('timeout', [later, later + 30, later + 60]);
  expect(await ops.db.routerStatus.findUniqueOrThrow({ where: { routerId: id } })).toMatchObject({
    state: 'down',
    since: new Date(T + later * 1000),
    sinceUncertaintyMs: 2_147_483_647,
  });
});
