import type { DeviceHashes } from '../usage/devices.ts';
import type { AccessDeps } from './answer-access.ts';
import type { NasPeer } from './peer-of.ts';
import { Code } from './radius/packet.ts';
import type { Answer, Proved } from './radius/server.ts';
import { acctUniqueId, readAccounting } from './read-request.ts';
import { readClass } from './session-class.ts';
import { closeSessions, keepRecord } from './sessions.ts';

const answered: Answer = { code: Code.accountingResponse, attributes: [] };

export interface AccountingDeps extends Pick<AccessDeps, 'db' | 'sealer'> {
  readonly devices: DeviceHashes;
}

export interface AccountingOptions {
  /** The router counts octets from the resident's view (radius.md §3.3: the manual contradicts itself). */
  readonly swapOctets: boolean;
}

/**
 * Keeps what a router tells of a session; answers once that is committed. A record that says nothing is answered too:
 * the router would send it for ever. Rejects when the database is gone: silence, and the router keeps the record.
 */
export async function answerAccounting(
  { db, sealer, devices }: AccountingDeps,
  { packet, peer }: Proved<NasPeer>,
  arrived: Date,
  { swapOctets }: AccountingOptions,
): Promise<Answer> {
  const record = readAccounting(packet, arrived);
  const { routerId } = peer.nas;
  if (record === null) return answered;
  if (!('mac' in record)) {
    await closeSessions(db, routerId, record.at, 'NAS-Reboot');
    return answered;
  }
  const session = readClass(sealer, record.class);
  const { inputOctets, outputOctets } = record;
  const kept = {
    ...record,
    ...(swapOctets ? { inputOctets: outputOctets, outputOctets: inputOctets } : {}),
    routerId,
    uniqueId: acctUniqueId(routerId, record, session?.id ?? null),
    classId: session?.id ?? null,
    planId: session?.planId ?? null,
    termsVersion: session?.termsVersion ?? null,
    loginBy: session?.loginBy ?? null,
    voucherId: session?.voucherId ?? null,
  };
  const start = new Date(record.at.getTime() - record.sessionSeconds * 1_000);
  await keepRecord(db, kept, await devices.of(record.mac, start));
  return answered;
}
