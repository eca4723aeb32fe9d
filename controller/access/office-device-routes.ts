import { z } from 'zod';
import { NewOfficeDevice, OfficeDevice } from '#contract/access.ts';
import type { Prisma } from '../platform/db.ts';
import type { App } from '../platform/http.ts';
import { audited, isSeen, missing, mustBePlan, mustHaveRights, mustKnowVillages } from './audited.ts';
import { macOf } from './mac.ts';

const tags = ['access'];
const LISTED = 2_000;
const params = z.object({ mac: z.string().transform((text) => macOf(text) ?? '') });

type Row = Prisma.OfficeDeviceGetPayload<{ include: { plan: true } }>;
const entryOf = (row: Row): OfficeDevice => ({
  mac: row.mac,
  planId: row.planId,
  plan: row.plan.name,
  village: row.villageCode,
  label: row.label,
  until: row.until?.toISOString() ?? null,
  enteredAt: row.enteredAt.toISOString(),
  enteredBy: row.enteredBy,
});
const villagesOfDevice = (village: string | null) => (village === null ? [] : [village]);

/** Printers and computers of offices: let in by their address, entered by staff. The audit log names labels, no addresses. */
export function officeDeviceRoutes(app: App): void {
  const { db } = app;

  app.get(
    '/api/access/office-devices',
    {
      config: { verb: 'access:write' },
      schema: { tags, summary: 'Devices of offices', response: { 200: z.array(OfficeDevice) } },
    },
    async (request) =>
      (await db.officeDevice.findMany({ include: { plan: true }, orderBy: { label: 'asc' }, take: LISTED }))
        .filter(({ villageCode }) => isSeen(request, villagesOfDevice(villageCode)))
        .map(entryOf),
  );

  app.put(
    '/api/access/office-devices',
    {
      config: { verb: 'access:write' },
      schema: {
        tags,
        summary: 'Enters a device, or changes it',
        body: NewOfficeDevice,
        response: { 200: OfficeDevice },
      },
    },
    (request) => {
      const { mac: typed, village, until, planId, label } = request.body;
      const villages = villagesOfDevice(village);
      mustHaveRights(request, 'access:write', villages);
      const deed = { act: 'office-device:set', target: label, detail: { village, planId, until } };
      return audited(app, request, deed, async (tx, by, now) => {
        await mustKnowVillages(tx, villages);
        await mustBePlan(tx, planId);
        const mac = macOf(typed)!;
        const data = {
          planId,
          villageCode: village,
          label,
          until: until === null ? null : new Date(until),
          enteredAt: now,
          enteredBy: by,
        };
        const row = { where: { mac }, create: { mac, ...data }, update: data, include: { plan: true } };
        return entryOf(await tx.officeDevice.upsert(row));
      });
    },
  );

  app.delete(
    '/api/access/office-devices/:mac',
    {
      config: { verb: 'access:write' },
      schema: { tags, summary: 'It is let in no longer', params, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { mac } = request.params;
      const deed = ({ label }: { label: string }) => ({ act: 'office-device:remove', target: label });
      await audited(app, request, deed, async (tx) => {
        const row = await tx.officeDevice.findUnique({ where: { mac } });
        if (!row) throw missing('device');
        mustHaveRights(request, 'access:write', villagesOfDevice(row.villageCode));
        return await tx.officeDevice.delete({ where: { mac } });
      });
      return reply.code(204).send(null);
    },
  );
}
