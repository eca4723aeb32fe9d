import type { FastifyBaseLogger } from 'fastify';
import { openChore } from '../chores/store.ts';
import type { Db } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { type AccessDeps, answerAccess, codeOf, reject } from './answer-access.ts';
import { type AccountingDeps, type AccountingOptions, answerAccounting } from './answer-accounting.ts';
import type { NasWatch } from './nas-watch.ts';
import { type NasPeer, peerOf } from './peer-of.ts';
import { Proofs } from './proofs.ts';
import { Attr, textOnce } from './radius/attributes.ts';
import { proofFault } from './radius/authenticators.ts';
import type { DropReason } from './radius/counters.ts';
import { Code, type Packet } from './radius/packet.ts';
import { type RadiusListen, type RadiusServer, type Seen, startRadiusServer } from './radius/server.ts';
import type { RejectPace } from './reject-pace.ts';
import type { SignsOfLife } from './signs-of-life.ts';

/** Which router still bears the factory's name is found out no more often: it costs a proof for each router, ms. */
const FACTORY_TRIAL_MS = 10_000;

export interface RadiusDeps extends AccountingOptions, AccountingDeps, AccessDeps {
  readonly db: Db;
  readonly sealer: Sealer;
  readonly log: FastifyBaseLogger;
  readonly now: () => Date;
  readonly routers: NasWatch;
  readonly signs: SignsOfLife;
  readonly pace: RejectPace;
}

/** RADIUS for the routers of the database. */
export async function serveRadius(listen: RadiusListen, deps: RadiusDeps): Promise<RadiusServer> {
  const { db, log, now, routers, signs } = deps;
  const proofs = new Proofs(db, now);
  let lastTrial = Number.NEGATIVE_INFINITY;

  const nameFactoryRouter = async (packet: Packet) => {
    if (performance.now() - lastTrial < FACTORY_TRIAL_MS) return;
    lastTrial = performance.now();
    const nas = routers.all.find(({ secret }) => proofFault(packet, secret) === null);
    if (nas) await openChore(db, nas.routerId, 'factory-identity', '', now());
  };

  const onDrop = (reason: DropReason, seen: Seen | { address: string }, peer?: NasPeer, error?: unknown) => {
    const facts = { reason, address: seen.address, router: peer?.nas.routerId };
    if (error) log.warn({ ...facts, err: error }, 'RADIUS request not answered');
    else log.debug(facts, 'RADIUS datagram dropped');
    const learned =
      peer && (reason === 'wrong-signature' || reason === 'wrong-authenticator')
        ? proofs.wrong(peer.nas)
        : reason === 'factory-identity' && 'packet' in seen
          ? nameFactoryRouter(seen.packet)
          : null;
    learned?.catch((cause: unknown) => log.warn({ ...facts, err: cause }, 'RADIUS chore not written'));
  };

  return await startRadiusServer<NasPeer>(listen, {
    peerOf: ({ packet, address }) => {
      const names = packet.attributes.filter(({ type }) => type === Attr.nasIdentifier);
      const peer = peerOf(routers, {
        address,
        identifiers: names.map(({ value }) => value.toString('utf8')),
      });
      const hasSigned = typeof peer !== 'string' && proofs.hasSigned(peer.nas.routerId);
      return hasSigned ? { ...peer, mayBeUnsigned: false } : peer;
    },
    async onAccess(request) {
      // Unsigned, only its address speaks for the router: nothing is proved of its secret.
      if (request.signed) {
        signs.heard(request.peer.nas.routerId, now());
        await proofs.proved(request.peer.nas, true);
      }
      const key = `${request.peer.nas.routerId} ${textOnce(request.packet, Attr.callingStationId)}`;
      const at = now();
      const answer = deps.pace.isLocked(key, at.getTime())
        ? reject('SD-UNKNOWN')
        : await answerAccess(deps, request, at);
      if (answer.code === Code.accessReject) await deps.pace.rejected(key, codeOf(answer), at.getTime());
      return answer;
    },
    async onAccounting(request) {
      const arrived = now();
      signs.heard(request.peer.nas.routerId, arrived);
      await proofs.proved(request.peer.nas, false);
      return await answerAccounting(deps, request, arrived, deps);
    },
    onDrop,
  });
}
