import { expect, test } from 'vitest';
import { text } from './attributes.ts';
import { RadiusCounters } from './counters.ts';
import { Duplicates } from './duplicates.ts';
import { Code, layOut, type Packet, parsePacket } from './packet.ts';
import { buildRequest } from './testing.ts';
import { testAccept as accept, testSecret as secret, startTestServer as start } from './testing-server.ts';

/** Mutated ones. */
const PACKETS = 100_000;

/** mulberry32: the same seed, the same packets. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function mutate(packet: Buffer, roll: (below: number) => number): Buffer {
  const bytes = Buffer.from(packet);
  const at = roll(bytes.length);
  switch (roll(6)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + roll(8)))]);
    case 2:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.alloc(1 + roll(20), roll(256)),
        bytes.subarray(at),
      ]);
    case 3:
      bytes.writeUInt16BE(roll(0x10000), 2);
      return bytes;
    case 4:
      bytes[20 + 1] = roll(256);
      return bytes;
    default:
      for (let i = 0; i <= roll(4); i += 1) bytes[roll(bytes.length)]! ^= 1 + roll(255);
      return bytes;
  }
}

test('100,000 mutated packets: nothing throws, and garbage is never answered', async () => {
  const handled: Packet[] = [];
  await using radius = await start({
    mayBeUnsigned: false,
    async onAccess({ packet }) {
      handled.push(packet);
      return accept;
    },
    async onAccounting({ packet }) {
      handled.push(packet);
      return { code: Code.accountingResponse, attributes: [] };
    },
  });
  const roll = dice(3);
  const attributes = [
    text(1, 'AA:BB:CC:DD:EE:FF'),
    text(31, 'AA:BB:CC:DD:EE:FF'),
    text(32, 'sd-1'),
    text(44, '80a0'),
  ];
  const good = [
    buildRequest(secret, attributes, { password: 'x' }),
    buildRequest(secret, attributes, { code: 4 }),
    buildRequest(secret, [], { code: 12 }),
  ];
  const { authPort, acctPort } = radius.server;
  let expected = 0;
  for (let i = 0; i < PACKETS; i += 1) {
    const original = good[roll(good.length)]!;
    let packet = mutate(original, roll);
    // Only what still differs where it counts; padding at the end is no change.
    while (packet.subarray(0, original.length).equals(original)) packet = mutate(original, roll);
    radius.client.send(packet, roll(2) ? authPort : acctPort);
    expected += 1;
    if (i % 200 === 199) await radius.drops(expected);
  }
  expect((await radius.drops(PACKETS)).length).toBe(PACKETS);
  expect(radius.client.answers).toEqual([]);
  expect(handled).toEqual([]);
  expect(radius.dropped).not.toContain('failed');
  await radius.client.ask(buildRequest(secret, []), authPort);
}, 60_000);

test('remembered requests are bounded in number and time', () => {
  const duplicates = new Duplicates(1_000, 3);
  const authenticator = Buffer.alloc(16, 1);
  for (let i = 0; i < 10; i += 1) duplicates.take(`k${i}`, authenticator, i);
  expect(duplicates.size).toBe(3);
  expect(duplicates.find('k0', authenticator, 10)).toBeNull();
  expect(duplicates.find('k9', authenticator, 10)).not.toBeNull();
  expect(duplicates.find('k9', Buffer.alloc(16, 2), 10)).toBeNull();
  expect(duplicates.find('k9', authenticator, 1_010)).toBeNull();
  duplicates.take('late', authenticator, 5_000);
  expect(duplicates.size).toBe(1);
});

test('sources are counted apart, the oldest forgotten beyond the bound', async () => {
  const counters = new RadiusCounters();
  for (let i = 0; i < 300; i += 1) counters.drop('unknown-peer', `10.0.${i >> 8}.${i & 255}`);
  expect(counters.sources()).toHaveLength(256);
  expect(counters.dropped['unknown-peer']).toBe(300);
  expect(counters.sources().at(-1)?.address).toBe('10.0.1.43');
});

test('the packet that a client lays out is the packet that the server reads', () => {
  const packet = parsePacket(layOut(1, 200, Buffer.alloc(16, 7), [text(1, 'ä')])) as Packet;
  expect([packet.code, packet.identifier, packet.attributes[0]!.value.toString()]).toEqual([1, 200, 'ä']);
});
