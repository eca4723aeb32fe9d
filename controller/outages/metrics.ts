import { Counter, Gauge } from 'prom-client';
import { states } from '#contract/status.ts';
import type { App } from '../platform/http.ts';
import { statusRows } from './snapshot.ts';

/**
 * Read from the database at each scrape, so that a router that was removed leaves no series behind. Labels are the
 * Kemendagri code and the router's name; nothing of a resident.
 */
export function registerMetrics({ db, metrics, clock }: App): void {
  const labelNames = ['village', 'router'] as const;
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `sinyaldesa_${name}`, help, labelNames, registers: [metrics] });
  const lastPoll = gauge(
    'router_last_poll_timestamp_seconds',
    'When the router was last looked at, whatever came of it.',
  );
  const users = gauge('router_users', 'Hotspot users in the last answered look.');
  const state = new Gauge({
    name: 'sinyaldesa_router_state',
    help: '1 for the present state of the router, 0 for the others.',
    labelNames: ['village', 'router', 'state'],
    registers: [metrics],
  });
  new Counter({
    name: 'sinyaldesa_outages_total',
    help: 'Outages that began, since the router was taken into service.',
    labelNames,
    registers: [metrics],
    async collect() {
      this.reset();
      const rows = await db.$queryRaw<{ village: string; router: string; count: number }[]>`
        select r.village_code as village, r.name as router, count(o.id)::int as count from router r
        left join outage o on o.router_id = r.id where r.removed_at is null group by 1, 2`;
      for (const { village, router, count } of rows) this.inc({ village, router }, count);
    },
  });
  new Gauge({
    name: 'sinyaldesa_router_up',
    help: '1 when up or degraded, 0 when down, absent while unknown: nobody could look.',
    labelNames,
    registers: [metrics],
    async collect() {
      for (const one of [this, lastPoll, users, state]) one.reset();
      for (const row of await statusRows(db, { villages: null }, clock())) {
        const labels = { village: row.village.code, router: row.name };
        if (row.state !== 'unknown') this.set(labels, row.state === 'down' ? 0 : 1);
        if (row.lastLookAt) lastPoll.set(labels, Date.parse(row.lastLookAt) / 1000);
        if (row.users !== null) users.set(labels, row.users);
        for (const name of states) state.set({ ...labels, state: name }, name === row.state ? 1 : 0);
      }
    },
  });
}
