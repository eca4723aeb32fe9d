import { hash, randomFillSync, timingSafeEqual } from 'node:crypto';
import type { Sealer } from '../platform/seal.ts';

/** A page may stay open for so long before its button, ms. */
const FORM_MS = 2 * 3_600_000;

const BLOCK_BYTES = 64;
const pads = new WeakMap<Sealer, Map<string, readonly [inner: Buffer, outer: Buffer]>>();

/** Both pads of the key of this purpose (RFC 2104 §2), derived once. */
function padsOf(sealer: Sealer, purpose: string) {
  const known = pads.get(sealer) ?? new Map<string, readonly [Buffer, Buffer]>();
  pads.set(sealer, known);
  const before = known.get(purpose);
  if (before) return before;
  const key = Buffer.alloc(BLOCK_BYTES);
  sealer.mac('portal stamps', purpose).copy(key);
  const made = [
    Buffer.from(key.map((byte) => byte ^ 0x36)),
    Buffer.from(key.map((byte) => byte ^ 0x5c)),
  ] as const;
  known.set(purpose, made);
  return made;
}

/** HMAC-SHA-256 by one-shot hashes: a Hmac object costs more than the rest of a village's page. */
function proofOf(sealer: Sealer, purpose: string, text: string): Buffer {
  const [inner, outer] = padsOf(sealer, purpose);
  const first = hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer');
  return hash('sha256', Buffer.concat([outer, first]), 'buffer');
}

/** A stamp of ours: `body.proof`, the proof over purpose, router and body. */
function stamp(sealer: Sealer, purpose: string, portalKey: string, body: string): string {
  const proof = proofOf(sealer, purpose, `${portalKey}\n${body}`).subarray(0, 16);
  return `${body}.${proof.toString('base64url')}`;
}

const NONCE_BYTES = 9;
const drawn = Buffer.alloc(NONCE_BYTES * 256);
let at = drawn.length;
/** Never the same bytes twice; drawn for 256 forms at once. */
function nonce(): string {
  if (at === drawn.length) {
    randomFillSync(drawn);
    at = 0;
  }
  at += NONCE_BYTES;
  return drawn.toString('base64url', at - NONCE_BYTES, at);
}

/** The body of a stamp; null when it is not ours, not for this purpose, or not of this router. */
function opened(sealer: Sealer, purpose: string, portalKey: string, given: string): string | null {
  const at = given.lastIndexOf('.');
  if (at < 1) return null;
  const body = given.slice(0, at);
  const expected = Buffer.from(stamp(sealer, purpose, portalKey, body));
  const bytes = Buffer.from(given);
  return bytes.length === expected.length && timingSafeEqual(bytes, expected) ? body : null;
}

/** Stamp of a form: only a page that we showed for this router and phone can be sent, and not for ever. */
export function formStamp(sealer: Sealer, portalKey: string, mac: string, now: Date): string {
  const body = `${now.getTime().toString(36)}-${mac.replaceAll(':', '')}-${nonce()}`;
  return stamp(sealer, 'form', portalKey, body);
}

export type FormCheck = 'good' | 'old' | 'wrong';

export function checkForm(
  sealer: Sealer,
  portalKey: string,
  mac: string,
  given: string,
  now: Date,
): FormCheck {
  const [time, stampMac] = opened(sealer, 'form', portalKey, given)?.split('-') ?? [];
  if (time === undefined || stampMac !== mac.replaceAll(':', '')) return 'wrong';
  const age = now.getTime() - Number.parseInt(time, 36);
  return age >= 0 && age <= FORM_MS ? 'good' : 'old';
}

/** Stamp of the welcome page: names the ticket with which this phone was sent to the router. */
export function welcomeStamp(sealer: Sealer, portalKey: string, ticketName: string): string {
  return stamp(sealer, 'welcome', portalKey, ticketName);
}

/** The ticket's name; null when the stamp is not ours. */
export function readWelcome(sealer: Sealer, portalKey: string, given: string): string | null {
  return opened(sealer, 'welcome', portalKey, given);
}
