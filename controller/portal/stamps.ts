import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Sealer } from '../platform/seal.ts';

/** A page may stay open for so long before its button, ms. */
const FORM_MS = 2 * 3_600_000;

/** A stamp of ours: `body.proof`, the proof over purpose, router and body. */
function stamp(sealer: Sealer, purpose: string, portalKey: string, body: string): string {
  const proof = sealer.mac(`portal ${purpose}`, `${portalKey}\n${body}`).subarray(0, 16);
  return `${body}.${proof.toString('base64url')}`;
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
  const body = `${now.getTime().toString(36)}-${mac.replaceAll(':', '')}-${randomBytes(9).toString('base64url')}`;
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
