/** Chance without state: the same numbers always give the same 32 bits (murmur3's finaliser over each). */
export function hash(...parts: number[]): number {
  let h = 0x9e37_79b9;
  for (const part of parts) {
    h = Math.imul(h ^ (part | 0), 0x85eb_ca6b);
    h ^= h >>> 13;
    h = Math.imul(h ^ Math.floor(part / 0x1_0000_0000), 0xc2b2_ae35);
    h ^= h >>> 16;
  }
  h = Math.imul(h ^ (h >>> 15), 0x2c1b_3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

/** In [0, 1). */
export const chance = (...parts: number[]): number => hash(...parts) / 0x1_0000_0000;

export const between = (low: number, high: number, ...parts: number[]): number =>
  low + (high - low) * chance(...parts);

export const pick = <T>(list: readonly T[], ...parts: number[]): T => list[hash(...parts) % list.length]!;

/** A MAC address that is locally administered, as phones make them up (second hex digit 2, 6, A or E). */
export function randomMac(...parts: number[]): string {
  const bytes = [hash(...parts, 1), hash(...parts, 2)].flatMap((h) => [
    h >>> 24,
    (h >>> 16) & 0xff,
    (h >>> 8) & 0xff,
  ]);
  bytes[0] = (bytes[0]! & 0xfc) | 2;
  return bytes.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
}

/** A name as a number, for `hash`. */
export function textSeed(text: string): number {
  let h = 0;
  for (let i = 0; i < text.length; i++) h = (Math.imul(h, 31) + text.charCodeAt(i)) | 0;
  return h >>> 0;
}
