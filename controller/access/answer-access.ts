import type { Db } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { credentialOf, type Warnings } from './credential-of.ts';
import { dayStart, rememberedUntil } from './day.ts';
import { faultOf, knownVoucher } from './known-voucher.ts';
import { type Grant, mayJoin, type RejectCode, type Verdict } from './may-join.ts';
import { gateOf } from './opening.ts';
import { rulesFor } from './opening-store.ts';
import type { NasPeer } from './peer-of.ts';
import { type Plan, planOf, type UsedToday } from './plan.ts';
import { Attr, number, text } from './radius/attributes.ts';
import { rateLimit, totalLimit } from './radius/mikrotik.ts';
import { Code } from './radius/packet.ts';
import type { Answer, Proved } from './radius/server.ts';
import { readAccess } from './read-request.ts';
import { newSessionClass, writeClass } from './session-class.ts';
import { usedSince } from './sessions.ts';
import { spendTicket } from './tickets.ts';
import { endOf } from './voucher.ts';

/** How often a router reports a session, s; seldom where each packet is dear. */
const INTERIM_SECONDS = 300;
const INTERIM_VSAT_SECONDS = 600;
/** Two sessions of one phone: one that comes back with a new address is let in while its old session idles. */
const PORT_LIMIT = 2;

export interface AccessDeps {
  readonly db: Db;
  readonly sealer: Sealer;
  readonly announcements: Warnings;
}

const NOTHING_USED: UsedToday = { seconds: 0, bytes: 0n };

/** Answers a login; a ticket is used up by an Accept and by nothing else. */
export async function answerAccess(
  deps: AccessDeps,
  { packet, peer }: Proved<NasPeer>,
  now: Date,
): Promise<Answer> {
  const { db, sealer } = deps;
  const request = readAccess(packet, peer.secret);
  if (!request) return reject('SD-ODD');
  const { routerId, uplink, villageCode: village } = peer.nas;
  const { by, stored, hash } = await credentialOf(deps, request, village, now);
  const { mac, acctSessionId } = request;
  const asked = { routerId, mac, acctSessionId, by };
  if (!stored) return answerOf(mayJoin(asked, null, NOTHING_USED, now));
  // The office's own hotspot server bears its plan's name: whoever is on it has that plan, there.
  const plan = (await planOfServer(db, request.hotspotServer)) ?? stored.plan;
  const { voucher: row, termsVersion, loginBy } = stored;
  const [used, rules, fault] = await Promise.all([
    usedSince(db, mac, dayStart(now)),
    rulesFor(db, village, now),
    row ? faultOf(db, row, { mac, village }, now) : null,
  ]);
  const voucher = row && { fault, until: endOf(knownVoucher(row), now) };
  const verdict = mayJoin(asked, plan, used, now, { gate: gateOf(plan, rules, now), voucher });
  if (!verdict.join) return answerOf(verdict);
  const until = rememberUntil(stored.plan, voucher?.until ?? null, now);
  if (hash && !(await spendTicket(db, hash, { routerId, mac, acctSessionId, until }, now)))
    return reject('SD-USED');
  const known = { planId: plan.id, termsVersion, loginBy, voucherId: row?.id ?? null };
  const session = writeClass(sealer, newSessionClass(known));
  return accept(verdict.grant, uplink === 'vsat' ? INTERIM_VSAT_SECONDS : INTERIM_SECONDS, session);
}

function rememberUntil({ rememberDays }: Plan, voucherEnds: Date | null, now: Date): Date {
  const until = rememberedUntil(rememberDays, now);
  return voucherEnds !== null && voucherEnds < until ? voucherEnds : until;
}

async function planOfServer(db: Db, server: string | null): Promise<Plan | null> {
  const row = server === null ? null : await db.plan.findFirst({ where: { name: server, retiredAt: null } });
  return row && planOf(row);
}

const answerOf = (verdict: Verdict): Answer => reject(verdict.join ? null : verdict.code);
/** What a reject says; null = nothing. */
export const codeOf = ({ attributes }: Answer): string | null =>
  attributes.find(({ type }) => type === Attr.replyMessage)?.value.toString() ?? null;
export const reject = (code: RejectCode | null): Answer => ({
  code: Code.accessReject,
  attributes: code === null ? [] : [text(Attr.replyMessage, code)],
});

/** A limit that is not set is left out: 0 would mean something else at each attribute. */
function accept(grant: Grant, interimSeconds: number, sessionClass: Buffer): Answer {
  return {
    code: Code.accessAccept,
    attributes: [
      rateLimit(grant.uploadKbps, grant.downloadKbps),
      number(Attr.sessionTimeout, grant.sessionSeconds),
      number(Attr.idleTimeout, grant.idleSeconds),
      ...(grant.totalBytes === null ? [] : totalLimit(grant.totalBytes)),
      number(Attr.acctInterimInterval, interimSeconds),
      number(Attr.portLimit, PORT_LIMIT),
      { type: Attr.class, value: sessionClass },
    ],
  };
}
