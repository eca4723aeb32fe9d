import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomes } from '#contract/looks.ts';
import { reasons } from '#contract/status.ts';
import { pack, type StoredLook, unpack } from './packed-looks.ts';

const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const look: fc.Arbitrary<StoredLook> = fc.record({
  routerId: fc.constant(7),
  agentId: fc.integer({ min: 1, max: 3 }),
  epoch: fc.constantFrom('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'),
  seq: fc.nat(),
  chainRun: fc.nat(3),
  at: fc.integer({ min: 0, max: 4e12 }),
  outcome: fc.constantFrom(...outcomes),
  tookMs: fc.nat(),
  offsetMs: fc.integer({ min: -4e12, max: 4e12 }),
  detail: orNull(fc.string()),
  simulated: fc.boolean(),
  fault: orNull(fc.constantFrom(...reasons)),
  lossPercent: orNull(fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100)),
  uptimeSeconds: orNull(fc.nat()),
  users: orNull(fc.nat(32_767)),
  receiveBytes: orNull(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
  transmitBytes: orNull(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
  radiusTimeouts: orNull(fc.nat()),
  radiusAnswers: orNull(fc.nat()),
  voltage: orNull(fc.integer({ min: 0, max: 6_000 }).map((hundredths) => hundredths / 100)),
});

test('whatever is packed comes out as it was', () => {
  fc.assert(
    fc.property(fc.array(look, { maxLength: 40 }), (looks) => {
      const { content, digest } = pack(looks);
      expect(unpack(content, digest)).toEqual(looks);
    }),
  );
});

test('a packed day that was changed does not open', () => {
  const [one, other] = fc.sample(fc.array(look, { minLength: 5, maxLength: 5 }), { numRuns: 2, seed: 1 });
  const [a, b] = [pack(one!), pack(other!)];
  expect(() => unpack(b.content, a.digest)).toThrow('a packed day was changed');
  expect(() => unpack(a.content.slice(0, -3), a.digest)).toThrow();
});

/** A day as an agent sees it: 30 s give or take, some Mbit/s, a few users. */
test('a usual day takes less than 20 bytes a look', () => {
  const draw = (salt: number, index: number, most: number) =>
    ((index * 2_654_435_761 + salt * 40_503) >>> 7) % most;
  let [at, receive, transmit] = [Date.UTC(2026, 10, 24), 10_000_000_000n, 2_000_000_000n];
  const day = Array.from({ length: 2_880 }, (_, index): StoredLook => {
    at += 29_000 + draw(1, index, 2_000);
    receive += BigInt(draw(2, index, 4_000_000));
    transmit += BigInt(draw(3, index, 600_000));
    return {
      routerId: 7,
      agentId: 1,
      epoch: '00000000-0000-4000-8000-000000000001',
      seq: index * 12 + 7,
      chainRun: 0,
      at,
      outcome: draw(4, index, 200) === 0 ? 'timeout' : 'answered',
      tookMs: 80 + draw(5, index, 90),
      offsetMs: 12 + draw(9, index, 3),
      detail: null,
      simulated: false,
      fault: null,
      lossPercent: draw(6, index, 30) === 0 ? 10 : 0,
      uptimeSeconds: Math.floor((at - Date.UTC(2026, 10, 20)) / 1000),
      users: 5 + draw(7, index, 3),
      receiveBytes: receive,
      transmitBytes: transmit,
      radiusTimeouts: 0,
      radiusAnswers: 40 + Math.floor(index / 30),
      voltage: 24 + draw(8, index, 3) / 10,
    };
  });
  const { content } = pack(day);
  expect(content.length / day.length).toBeLessThan(20);
});
