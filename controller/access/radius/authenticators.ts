import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Attr, count } from './attributes.ts';
import { Code, HEADER_BYTES, layOut, type Outgoing, type Packet } from './packet.ts';

const ZERO = Buffer.alloc(16);

/** What is wrong with a packet's proof. */
export type Unproved = 'unsigned' | 'wrong-signature' | 'wrong-authenticator';

/** MD5 of a packet with `authenticator` in place of its own, and the secret (RFC 2865 §3, RFC 2866 §3). */
function digest(raw: Buffer, authenticator: Uint8Array, secret: Uint8Array): Buffer {
  return createHash('md5')
    .update(raw.subarray(0, 4))
    .update(authenticator)
    .update(raw.subarray(HEADER_BYTES))
    .update(secret)
    .digest();
}

/** Message-Authenticator over `raw` with `authenticator` in place and its own 16 bytes zero (RFC 3579 §3.2). */
function signature(raw: Buffer, offset: number, authenticator: Uint8Array, secret: Uint8Array): Buffer {
  return createHmac('md5', secret)
    .update(raw.subarray(0, 4))
    .update(authenticator)
    .update(raw.subarray(HEADER_BYTES, offset))
    .update(ZERO)
    .update(raw.subarray(offset + 16))
    .digest();
}

/**
 * Does the packet carry the proof of `secret`? An Access-Request and a Status-Server by Message-Authenticator, an
 * Accounting-Request by its authenticator (and by Message-Authenticator too, when it has one). Compared in constant time.
 * Null: proved, and `unsigned` is for the caller to judge.
 */
export function proofFault(request: Packet, secret: Uint8Array): Unproved | null {
  const accounting = request.code === Code.accountingRequest;
  if (accounting && !timingSafeEqual(digest(request.raw, ZERO, secret), request.authenticator)) {
    return 'wrong-authenticator';
  }
  const signatures = count(request, Attr.messageAuthenticator);
  if (signatures === 0) return accounting ? null : 'unsigned';
  const found = request.attributes.find(({ type }) => type === Attr.messageAuthenticator)!;
  if (signatures > 1 || found.value.length !== 16) return 'wrong-signature';
  const over = accounting ? ZERO : request.authenticator;
  const expected = signature(request.raw, found.offset, over, secret);
  return timingSafeEqual(expected, found.value) ? null : 'wrong-signature';
}

/**
 * An answer to `request`, proved by `secret`. To an Access-Request or a Status-Server it begins with
 * Message-Authenticator: in first place it protects even a client that never looks at it (CVE-2024-3596). Proxy-State
 * is copied in its order (RFC 2865 §5.33). Throws RangeError when it would be longer than a packet may be.
 */
export function encodeAnswer(
  request: Packet,
  secret: Uint8Array,
  code: number,
  attributes: readonly Outgoing[],
): Buffer {
  const signed = request.code !== Code.accountingRequest;
  const answer = layOut(code, request.identifier, request.authenticator, [
    ...(signed ? [{ type: Attr.messageAuthenticator, value: ZERO }] : []),
    ...attributes,
    ...request.attributes.filter(({ type }) => type === Attr.proxyState),
  ]);
  const signatureAt = HEADER_BYTES + 2;
  if (signed) answer.set(signature(answer, signatureAt, request.authenticator, secret), signatureAt);
  answer.set(digest(answer, request.authenticator, secret), 4);
  return answer;
}

/**
 * A Disconnect-Request, proved by `secret` twice: its authenticator as of an Accounting-Request, and Message-Authenticator
 * over zeros in its place (RFC 5176 §2.3, §3.5).
 */
export function encodeDisconnect(
  identifier: number,
  secret: Uint8Array,
  attributes: readonly Outgoing[],
): Buffer {
  const request = layOut(Code.disconnectRequest, identifier, ZERO, [
    { type: Attr.messageAuthenticator, value: ZERO },
    ...attributes,
  ]);
  const signatureAt = HEADER_BYTES + 2;
  request.set(signature(request, signatureAt, ZERO, secret), signatureAt);
  request.set(digest(request, ZERO, secret), 4);
  return request;
}

/** Is it the proved answer to that request? Message-Authenticator counts where there is one. */
export function isAnswerTo(answer: Packet, request: Buffer, secret: Uint8Array): boolean {
  const asked = request.subarray(4, HEADER_BYTES);
  if (answer.identifier !== request[1]) return false;
  if (!timingSafeEqual(digest(answer.raw, asked, secret), answer.authenticator)) return false;
  const found = answer.attributes.filter(({ type }) => type === Attr.messageAuthenticator);
  if (found.length === 0) return true;
  const [only] = found;
  if (found.length > 1 || only!.value.length !== 16) return false;
  return timingSafeEqual(signature(answer.raw, only!.offset, asked, secret), only!.value);
}
