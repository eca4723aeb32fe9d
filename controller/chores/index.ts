import fp from 'fastify-plugin';
import { Gauge } from 'prom-client';
import { ChoreList, choreKinds, officeChoreKinds } from '#contract/status.ts';
import type { App } from '../platform/http.ts';
import { may, personOf, villagesOf } from '../staff/index.ts';
import { choreCounts, openChores } from './list.ts';

/** What needs a person: one list, whoever found it out. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, metrics } = app;

    app.get(
      '/api/chores',
      {
        config: { verb: 'chores:read' },
        schema: {
          tags: ['chores'],
          summary: 'What needs a person, of routers and of the office; closes by itself when it is mended',
          response: { 200: ChoreList },
        },
      },
      (request) => openChores(db, villagesOf(request), may(personOf(request), 'backup:read', null)),
    );

    new Gauge({
      name: 'sinyaldesa_chores_open',
      help: 'Open chores by kind.',
      labelNames: ['kind'],
      registers: [metrics],
      async collect() {
        for (const kind of [...choreKinds, ...officeChoreKinds]) this.set({ kind }, 0);
        for (const { kind, count } of await choreCounts(db)) this.set({ kind }, count);
      },
    });
  },
  { name: 'chores', dependencies: ['staff'] },
);
