import { randomBytes } from 'node:crypto';
import type { Sealer } from '../platform/seal.ts';

/** What a session's Class carries: the router gives it back unchanged in every accounting packet (RFC 2865 §5.25). */
export interface SessionClass {
  readonly id: string;
  readonly planId: number;
  readonly termsVersion: string;
}

const MAC_BYTES = 9;
const proof = (sealer: Sealer, body: string) =>
  sealer.mac('session-class', body).subarray(0, MAC_BYTES).toString('base64url');

export function newSessionClass(planId: number, termsVersion: string): SessionClass {
  return { id: randomBytes(12).toString('base64url'), planId, termsVersion };
}

/** `sd1 id plan terms proof`: no row has to wait for a session that may never start. */
export function writeClass(sealer: Sealer, { id, planId, termsVersion }: SessionClass): Buffer {
  const body = `sd1 ${id} ${planId} ${termsVersion}`;
  return Buffer.from(`${body} ${proof(sealer, body)}`);
}

/** Null when it is not ours. */
export function readClass(sealer: Sealer, value: Buffer | null): SessionClass | null {
  const found = /^(sd1 ([\w-]{16}) (\d{1,9}) ([\w.-]{1,40})) ([\w-]+)$/.exec(value?.toString('latin1') ?? '');
  if (!found || proof(sealer, found[1]!) !== found[5]) return null;
  return { id: found[2]!, planId: Number(found[3]), termsVersion: found[4]! };
}
