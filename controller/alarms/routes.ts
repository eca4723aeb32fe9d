import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  AlarmChannel,
  AlarmChannelChange,
  AlarmDelivery,
  AlarmTest,
  NewAlarmChannel,
  TelegramChats,
  TelegramSettings,
} from '#contract/alarms.ts';
import { Instant, RouterId } from '#contract/names.ts';
import { Prisma } from '../platform/db.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, personOf, RowId } from '../staff/index.ts';
import {
  addChannel,
  listChannels,
  markChannel,
  openSettings,
  sealedSettings,
  tellChore,
} from './channels.ts';
import { senderOf } from './deliver.ts';
import { lastFailures, messagesOf } from './deliveries.ts';
import { chatsOf } from './telegram.ts';
import { SEND_DEADLINE_MS } from './verdict.ts';

const params = z.object({ id: RowId });

/** Channels: listed without secrets, added, changed, removed, tried. Each act is written down. */
export function alarmRoutes(app: App, loop: { retry(channelId: number): void }): void {
  const { db, clock, sealer, config: environment } = app;
  const tags = ['alarms'];
  const config = { verb: 'alarm:write' } as const;

  app.get(
    '/api/alarms/channels',
    { config, schema: { tags, summary: 'Where alarms go', response: { 200: z.array(AlarmChannel) } } },
    () => listChannels(db, sealer),
  );

  app.post(
    '/api/alarms/channels',
    {
      config,
      schema: { body: NewAlarmChannel, tags, summary: 'A new channel', response: { 201: AlarmChannel } },
    },
    async (request, reply) => {
      const now = clock();
      const made = await db
        .$transaction(async (tx) => {
          const id = await addChannel(tx, sealer, request.body, now);
          await write(tx, request, 'alarm:add', request.body.name, now);
          return (await listChannels(tx, sealer)).find((channel) => channel.id === id)!;
        })
        .catch(nameTaken);
      return reply.code(201).send(made);
    },
  );

  app.patch(
    '/api/alarms/channels/:id',
    {
      config,
      schema: {
        params,
        body: AlarmChannelChange,
        tags,
        summary: 'Changes a channel; what is not given stays',
        response: { 200: AlarmChannel },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { name, villages, office, witness, disabled, settings } = request.body;
      const now = clock();
      const changed = await db
        .$transaction(async (tx) => {
          const is = await tx.alarmChannel.findUnique({ where: { id } });
          if (!is) throw noChannel(id);
          await tx.alarmChannel.update({
            where: { id },
            data: {
              ...(name === undefined ? {} : { name }),
              ...(villages === undefined ? {} : { villages }),
              ...(office === undefined ? {} : { office }),
              ...(witness === undefined ? {} : { witness }),
              ...(disabled === undefined ? {} : { disabledAt: disabled ? (is.disabledAt ?? now) : null }),
              ...(settings === undefined ? {} : sealedSettings(sealer, id, settings)),
            },
          });
          // A mended channel need not wait, and its messages are in another chat now.
          if (settings !== undefined)
            await tx.$executeRaw`update alarm_message set due_at = ${now}, attempts = 0, remote_id = null
              where channel_id = ${id} and version > delivered`;
          await tellChore(tx, now);
          await write(tx, request, 'alarm:change', name ?? is.name, now);
          return (await listChannels(tx, sealer)).find((channel) => channel.id === id)!;
        })
        .catch(nameTaken);
      loop.retry(id);
      return changed;
    },
  );

  app.delete(
    '/api/alarms/channels/:id',
    {
      config,
      schema: { params, tags, summary: 'Removes a channel with its messages', response: { 204: z.null() } },
    },
    async (request, reply) => {
      const now = clock();
      const { id } = request.params;
      await db.$transaction(async (tx) => {
        const is = await tx.alarmChannel.findUnique({ where: { id } });
        if (!is) throw noChannel(id);
        await tx.alarmChannel.delete({ where: { id } });
        await tellChore(tx, now);
        await write(tx, request, 'alarm:remove', is.name, now);
      });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/alarms/channels/:id/test',
    {
      config,
      schema: {
        params,
        tags,
        summary: 'Sends a try at once, and says how it went',
        response: { 200: AlarmTest },
      },
    },
    async (request) => {
      const { id } = request.params;
      const row = await db.alarmChannel.findUnique({ where: { id } });
      if (!row) throw noChannel(id);
      const now = clock();
      const verdict = await senderOf(app, openSettings(sealer, row))(
        {
          id: `test-${now.getTime()}`,
          version: 1,
          first: true,
          remoteId: null,
          content: { kind: 'test', at: now.toISOString() },
        },
        AbortSignal.timeout(SEND_DEADLINE_MS),
      );
      const failure = verdict.ok ? null : verdict.failure;
      if (failure !== 'rate-limited') await markChannel(db, id, failure, clock());
      if (verdict.ok) {
        await db.$executeRaw`update alarm_message set due_at = ${clock()}, closed_at = null, attempts = 0
          where channel_id = ${id} and version > delivered`;
        loop.retry(id);
      }
      await db.$transaction((tx) => write(tx, request, 'alarm:test', row.name, clock(), { failure }));
      return { failure };
    },
  );

  app.post(
    '/api/alarms/telegram/chats',
    {
      config,
      schema: {
        body: TelegramSettings.pick({ token: true }),
        tags,
        summary: 'Chats that wrote to a bot in the last day',
        response: { 200: TelegramChats },
      },
    },
    (request) =>
      chatsOf(request.body.token, environment.telegramApiRoot, AbortSignal.timeout(SEND_DEADLINE_MS)),
  );

  app.get(
    '/api/alarms/failures',
    {
      config,
      schema: { tags, summary: 'What was not delivered lately', response: { 200: z.array(AlarmDelivery) } },
    },
    () => lastFailures(db),
  );

  app.get(
    '/api/alarms/messages',
    {
      config,
      schema: {
        querystring: z.object({ router: RouterId, firstFailedAt: Instant }),
        tags,
        summary: 'Who was told of an outage, and when',
        response: { 200: z.array(AlarmDelivery) },
      },
    },
    (request) => messagesOf(db, request.query.router, request.query.firstFailedAt),
  );
}

const noChannel = (id: number) => new Refusal(404, 'not-found', `there is no channel ${id}`);

function nameTaken(error: unknown): never {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
    throw new Refusal(409, 'conflict', 'a channel has this name', { fields: { name: 'taken' } });
  throw error;
}

const write = (
  tx: Parameters<typeof audit>[0],
  request: FastifyRequest,
  act: string,
  target: string,
  at: Date,
  detail: Record<string, unknown> = {},
) => audit(tx, { actor: personOf(request).name, act, target, from: request.ip, detail, at });
