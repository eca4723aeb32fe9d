import { createHash, timingSafeEqual } from 'node:crypto';
import { Attr, once } from './attributes.ts';
import type { Packet } from './packet.ts';

const md5 = (...parts: Uint8Array[]) => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/**
 * The clear text of User-Password: each block of 16 bytes is XORed with MD5(secret + the block before), the first with
 * MD5(secret + Request Authenticator) (RFC 2865 §5.2). Only the padding of zero bytes at the end is taken away. Null when
 * there is none, more than one, or one of a length that cannot be.
 */
export function userPassword(request: Packet, secret: Uint8Array): Buffer | null {
  const hidden = once(request, Attr.userPassword);
  if (!hidden || hidden.length < 16 || hidden.length > 128 || hidden.length % 16 !== 0) return null;
  const clear = Buffer.alloc(hidden.length);
  let before = request.authenticator;
  for (let at = 0; at < hidden.length; at += 16) {
    const mask = md5(secret, before);
    for (let i = 0; i < 16; i += 1) clear[at + i] = hidden[at + i]! ^ mask[i]!;
    before = hidden.subarray(at, at + 16);
  }
  let end = clear.length;
  while (end > 0 && clear[end - 1] === 0) end -= 1;
  return clear.subarray(0, end);
}

/**
 * Is CHAP-Password the answer of one who knows `password`? MD5(identifier + password + challenge); the challenge is
 * CHAP-Challenge, else the Request Authenticator (RFC 2865 §5.3, RFC 1994 §4.1).
 */
export function chapMatches(request: Packet, password: Uint8Array): boolean {
  const answer = once(request, Attr.chapPassword);
  if (answer?.length !== 17) return false;
  const challenge = once(request, Attr.chapChallenge) ?? request.authenticator;
  return timingSafeEqual(md5(answer.subarray(0, 1), password, challenge), answer.subarray(1));
}
