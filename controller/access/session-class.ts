import { randomBytes } from 'node:crypto';
import { LoginWay } from '#contract/access.ts';
import type { Sealer } from '../platform/seal.ts';

/** What a session's Class carries: the router gives it back unchanged in every accounting packet (RFC 2865 §5.25). */
export interface SessionClass {
  readonly id: string;
  readonly planId: number;
  readonly termsVersion: string;
  readonly loginBy: LoginWay | null;
  readonly voucherId: number | null;
}

const MAC_BYTES = 9;
const proof = (sealer: Sealer, body: string) =>
  sealer.mac('session-class', body).subarray(0, MAC_BYTES).toString('base64url');

export function newSessionClass(known: Omit<SessionClass, 'id'>): SessionClass {
  return { id: randomBytes(12).toString('base64url'), ...known };
}

/** `sd2 id plan terms way voucher proof`: no row has to wait for a session that may never start. */
export function writeClass(sealer: Sealer, session: SessionClass): Buffer {
  const { id, planId, termsVersion, loginBy, voucherId } = session;
  const body = `sd2 ${id} ${planId} ${termsVersion} ${loginBy ?? '-'} ${voucherId ?? 0}`;
  return Buffer.from(`${body} ${proof(sealer, body)}`);
}

/** `sd1` had neither way nor voucher: sessions that began before are told of with it. */
const CLASS =
  /^((?:sd1 ([\w-]{16}) (\d{1,9}) ([\w.-]{1,40})|sd2 ([\w-]{16}) (\d{1,9}) ([\w.-]{1,40}) ([a-z-]{1,20}) (\d{1,10}))) ([\w-]+)$/;

/** Null when it is not ours. */
export function readClass(sealer: Sealer, value: Buffer | null): SessionClass | null {
  const found = CLASS.exec(value?.toString('latin1') ?? '');
  if (!found || proof(sealer, found[1]!) !== found[10]) return null;
  const way = LoginWay.safeParse(found[8]);
  return {
    id: found[2] ?? found[5]!,
    planId: Number(found[3] ?? found[6]),
    termsVersion: found[4] ?? found[7]!,
    loginBy: way.success ? way.data : null,
    voucherId: Number(found[9] ?? 0) || null,
  };
}
