import { randomBytes } from 'node:crypto';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import { raw } from 'hono/html';

/** Where a page kept has room for what is of one phone. Nobody who writes for a page can guess it. */
const MARK = `<!--${randomBytes(12).toString('hex')}-->`;
export const hole = raw(MARK);

/** A page with one hole, compressed on both sides of it. */
export interface Prepared {
  readonly before: string;
  readonly after: string;
  readonly plain: readonly [Buffer, Buffer];
  readonly deflated: readonly [Buffer, Buffer];
  /** CRC-32 of what stands before the hole. */
  readonly crc: number;
}

export function prepare(page: string): Prepared {
  const at = page.indexOf(MARK);
  if (at < 0) throw new TypeError('a page without a hole');
  const [before, after] = [page.slice(0, at), page.slice(at + MARK.length)];
  const plain = [Buffer.from(before), Buffer.from(after)] as const;
  return {
    before,
    after,
    plain,
    deflated: [
      // Ends on a byte with a block that is not the last: others may follow.
      deflateRawSync(plain[0], { level: 9, finishFlush: constants.Z_SYNC_FLUSH }),
      deflateRawSync(plain[1], { level: 9 }),
    ],
    crc: crc32(plain[0]),
  };
}

const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
/** Of a stored block (RFC 1951 §3.2.4). */
const MOST_STORED = 65_535;

/**
 * One gzip member (RFC 1952) of a page and what is put into its hole, as a stored block: nothing is compressed while a
 * phone waits. Not several members: Chromium reads only the first.
 */
export function gzipWith({ plain, deflated, crc }: Prepared, filling: string): Buffer {
  const stored = Buffer.from(filling);
  if (stored.length > MOST_STORED) throw new RangeError(`${stored.length} bytes do not fit into one block`);
  const frame = Buffer.allocUnsafe(5);
  frame.writeUInt8(0, 0);
  frame.writeUInt16LE(stored.length, 1);
  frame.writeUInt16LE(stored.length ^ 0xffff, 3);
  const trailer = Buffer.allocUnsafe(8);
  trailer.writeUInt32LE(crc32(plain[1], crc32(stored, crc)), 0);
  trailer.writeUInt32LE((plain[0].length + stored.length + plain[1].length) >>> 0, 4);
  return Buffer.concat([HEADER, deflated[0], frame, stored, deflated[1], trailer]);
}
