import fp from 'fastify-plugin';
import { Counter } from 'prom-client';
import { every } from '../platform/every.ts';
import type { App } from '../platform/http.ts';
import { deviceHashes } from '../usage/devices.ts';
import { EmptiedRouters } from './emptied.ts';
import { forgetPhone } from './forget.ts';
import { CodeTries, mintTicket } from './mint-ticket.ts';
import { loadNas } from './nas-table.ts';
import { NasWatch } from './nas-watch.ts';
import type { Opening } from './opening.ts';
import { openingIn } from './opening-store.ts';
import type { RadiusServer } from './radius/server.ts';
import { REJECT_DELAY_MS, RejectPace } from './reject-pace.ts';
import { serveRadius } from './serve-radius.ts';
import { closeSessions, closeSilentSessions } from './sessions.ts';
import { SignsOfLife } from './signs-of-life.ts';
import { type Standing, standingOf } from './standing.ts';
import type { Ticket, TicketWish } from './tickets.ts';

export { macOf } from './mac.ts';
export type { RejectCode } from './may-join.ts';
export { rejectCodes } from './may-join.ts';
export { type CodeRefusal, CodeRefused } from './mint-ticket.ts';
export type { Opening, OpeningNotice } from './opening.ts';
export type { Standing } from './standing.ts';
export { FormUsedUp, type Ticket, type TicketWish } from './tickets.ts';

/** May this device join, how fast, how long; and who was online. */
export interface Access {
  /** A one-time ticket for a phone. Throws FormUsedUp, and CodeRefused when a code was typed. */
  mintTicket(wish: TicketWish): Promise<Ticket>;
  /** What the phone that was let in with a ticket may still use; null while it was not. */
  standingOf(routerId: number, ticketName: string): Promise<Standing | null>;
  /** What residents of this village (Kemendagri code) read of its hours. */
  openingOf(village: string, now: Date): Promise<Opening>;
  /**
   * "Hapus data saya", for the phone that is connected, proved by the name of the ticket that let it in. False: nothing
   * is proved.
   */
  forget(routerId: number, ticketName: string): Promise<boolean>;
  /** Closes the sessions that were open at a router when it restarted. */
  closeSessionsOf(routerId: number, at: Date): Promise<number>;
  /** Opens the RADIUS ports (0 = any free); the app closes them. Rejects with the system's error, which bears the port. */
  listen(on: RadiusAddress): Promise<{ readonly authPort: number; readonly acctPort: number }>;
}

export interface RadiusAddress {
  readonly address: string;
  readonly authPort: number;
  readonly acctPort: number;
}

declare module 'fastify' {
  interface FastifyInstance {
    access: Access;
  }
}

export interface AccessOptions {
  /** The routers of this installation count octets from the resident's view. Default false. */
  readonly swapOctets?: boolean;
  /** How long a guess waits for its reject, ms. */
  readonly rejectDelayMs?: number;
}

/** Sessions without a word are looked for so often, ms. What is to be forgotten is the privacy capability’s. */
const SWEEP_MS = 60_000;
/** Signs of life are written this often, ms: `down` must not stand for long against one. */
const SIGNS_MS = 2_000;
/** After a start routers have not yet had time to speak, ms. */
const FIRST_SILENCE_MS = 15 * 60_000;

export default fp<AccessOptions>(
  async (fastify, { swapOctets = false, rejectDelayMs = REJECT_DELAY_MS }) => {
    const app = fastify as unknown as App;
    const { announcements, bus, clock: now, db, sealer } = app;
    const minting = { db, sealer, tries: new CodeTries() };
    const signs = new SignsOfLife(db);
    const pace = new RejectPace(rejectDelayMs);
    const emptied = new EmptiedRouters(db);
    const devices = deviceHashes(db, sealer, now);
    const routers = new NasWatch(
      () =>
        loadNas(db, sealer, (router, err) =>
          app.log.error({ router, err }, 'the RADIUS secret of this router does not open'),
        ),
      (err) => app.log.warn({ err }, 'routers not read again, the known ones stay'),
    );

    let radius: RadiusServer | null = null;
    app.decorate('access', {
      mintTicket: (wish: TicketWish) => mintTicket(minting, wish, now()),
      openingOf: (village: string, at: Date) => openingIn(db, village, at),
      forget: (routerId: number, ticketName: string) => forgetPhone(db, routerId, ticketName, now()),
      standingOf: (routerId: number, ticketName: string) => standingOf(db, routerId, ticketName, now()),
      closeSessionsOf: (routerId: number, at: Date) => closeSessions(db, routerId, at),
      async listen({ address: host, authPort, acctPort }: RadiusAddress) {
        await routers.start();
        radius = await serveRadius(
          { host, authPort, acctPort },
          { announcements, db, sealer, devices, log: app.log, now, routers, signs, pace, swapOctets },
        );
        return radius;
      },
    } satisfies Access);

    const onChange = () => routers.reload();
    const onRestart = (routerId: number, at: Date) => {
      closeSessions(db, routerId, at).catch((err: unknown) =>
        app.log.warn({ err, routerId }, 'sessions of a restarted router stay open until they fall silent'),
      );
    };

    bus.on('routers:changed', onChange).on('router:restarted', onRestart);
    app.addHook('onClose', async () => {
      bus.off('routers:changed', onChange).off('router:restarted', onRestart);
      await radius?.close();
      await routers.stop();
      await signs.write(now());
    });

    every(app, 'signs of life', SIGNS_MS, () => signs.write(now()));

    const startedAt = performance.now();
    every(app, 'access sweep', SWEEP_MS, async () => {
      await emptied.close(now());
      if (performance.now() - startedAt > FIRST_SILENCE_MS) await closeSilentSessions(db, now());
    });

    registerMetrics(app, () => radius);
  },
  { name: 'access', decorators: { fastify: ['db', 'sealer', 'bus', 'clock', 'metrics', 'announcements'] } },
);

function registerMetrics(app: App, radius: () => RadiusServer | null): void {
  const labels = { registers: [app.metrics] };
  const dropped = new Counter({
    name: 'sinyaldesa_radius_dropped_total',
    help: 'RADIUS datagrams that got no answer, by reason.',
    labelNames: ['port', 'reason'],
    ...labels,
  });
  new Counter({
    name: 'sinyaldesa_radius_answered_total',
    help: 'RADIUS requests that were answered, repeated answers left out.',
    labelNames: ['port'],
    ...labels,
    collect() {
      this.reset();
      dropped.reset();
      for (const port of ['auth', 'acct'] as const) {
        const counters = radius()?.[port];
        this.inc({ port }, counters?.answered ?? 0);
        for (const [reason, count] of Object.entries(counters?.dropped ?? {})) {
          dropped.inc({ port, reason }, count);
        }
      }
    },
  });
}
