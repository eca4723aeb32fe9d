import type { Db } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { dayStart, nextReset } from './day.ts';
import { type Credential, type Grant, mayJoin, type RejectCode } from './may-join.ts';
import type { NasPeer } from './peer-of.ts';
import type { Plan } from './plan.ts';
import { Attr, number, text } from './radius/attributes.ts';
import { rateLimit, totalLimit } from './radius/mikrotik.ts';
import { Code } from './radius/packet.ts';
import type { Answer, Proved } from './radius/server.ts';
import { type AccessRequest, readAccess } from './read-request.ts';
import { newSessionClass, writeClass } from './session-class.ts';
import { usedSince } from './sessions.ts';
import { findTicket, spendTicket, ticketHash } from './tickets.ts';

/** How often a router reports a session, s; seldom where each packet is dear. */
const INTERIM_SECONDS = 300;
const INTERIM_VSAT_SECONDS = 600;
/** Two sessions of one phone: one that comes back with a new address is let in while its old session idles. */
const PORT_LIMIT = 2;

export interface AccessDeps {
  readonly db: Db;
  readonly sealer: Sealer;
}

/** Answers a login; a ticket is used up by an Accept and by nothing else. */
export async function answerAccess(
  { db, sealer }: AccessDeps,
  { packet, peer }: Proved<NasPeer>,
  now: Date,
): Promise<Answer> {
  const request = readAccess(packet, peer.secret);
  if (!request) return reject('SD-ODD');
  const { by, stored, hash } = await credentialOf(db, request);
  const { routerId, uplink } = peer.nas;
  const { mac, acctSessionId } = request;
  // The office's own hotspot server bears its plan's name: whoever is on it has that plan, there.
  const plan = stored && ((await planOfServer(db, request.hotspotServer)) ?? stored.plan);
  const used = stored ? await usedSince(db, mac, dayStart(now)) : { seconds: 0, bytes: 0n };
  const verdict = mayJoin({ routerId, mac, acctSessionId, by }, plan, used, now);
  if (!verdict.join || !stored || !plan) return reject(verdict.join ? null : verdict.code);
  const login = { routerId, mac, acctSessionId, until: nextReset(now) };
  if (hash && !(await spendTicket(db, hash, login, now))) return reject('SD-USED');
  const session = writeClass(sealer, newSessionClass(plan.id, stored.termsVersion));
  return accept(plan, verdict.grant, uplink === 'vsat' ? INTERIM_VSAT_SECONDS : INTERIM_SECONDS, session);
}

interface Known {
  readonly by: Credential;
  /** What a credential that we know stands for. */
  readonly stored: { readonly plan: Plan; readonly termsVersion: string } | null;
  /** Of a ticket. */
  readonly hash: Buffer | null;
}

async function credentialOf(db: Db, { by, mac }: AccessRequest): Promise<Known> {
  if (by.kind === 'chap') return { by, stored: null, hash: null };
  if (by.kind === 'mac') {
    const device = await db.rememberedDevice.findUnique({ where: { mac }, include: { plan: true } });
    return { by: { kind: 'mac', rememberedUntil: device?.until ?? null }, stored: device, hash: null };
  }
  const hash = ticketHash(by.password.toString('latin1'));
  const ticket = await findTicket(db, hash);
  return { by: { kind: 'ticket', ticket }, stored: ticket, hash };
}

async function planOfServer(db: Db, server: string | null): Promise<Plan | null> {
  return server === null ? null : await db.plan.findUnique({ where: { name: server } });
}

const reject = (code: RejectCode | null): Answer => ({
  code: Code.accessReject,
  attributes: code === null ? [] : [text(Attr.replyMessage, code)],
});

/** A limit that is not set is left out: 0 would mean something else at each attribute. */
function accept(plan: Plan, grant: Grant, interimSeconds: number, sessionClass: Buffer): Answer {
  return {
    code: Code.accessAccept,
    attributes: [
      rateLimit(plan.uploadKbps, plan.downloadKbps),
      number(Attr.sessionTimeout, grant.sessionSeconds),
      number(Attr.idleTimeout, grant.idleSeconds),
      ...(grant.totalBytes === null ? [] : totalLimit(grant.totalBytes)),
      number(Attr.acctInterimInterval, interimSeconds),
      number(Attr.portLimit, PORT_LIMIT),
      { type: Attr.class, value: sessionClass },
    ],
  };
}
