import { stringify } from 'csv-stringify/sync';
import fp from 'fastify-plugin';
import { z } from 'zod';
import { Availability, Period } from '#contract/outages.ts';
import type { App } from '../platform/http.ts';
import { villagesOf } from '../staff/index.ts';
import { paperRoutes } from './paper-routes.ts';
import { reportRoutes } from './routes.ts';
import { availabilityIn } from './store.ts';

const query = { querystring: z.object({ period: Period.default('24h') }) };

/** Figures for a period, each with what was observed beside it. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;

    app.get(
      '/api/availability',
      {
        config: { verb: 'status:read' },
        schema: {
          ...query,
          tags: ['reports'],
          summary: 'Availability of each router, from spans, floored, with downtime and observed share',
          response: { 200: z.array(Availability) },
        },
      },
      (request) => availabilityIn(app.db, request.query.period, villagesOf(request), app.clock()),
    );

    app.get(
      '/api/availability.csv',
      {
        config: { verb: 'status:read' },
        schema: {
          ...query,
          tags: ['reports'],
          summary: 'The same for a spreadsheet (Indonesian Excel: ; and BOM)',
        },
      },
      async (request, reply) => {
        const rows = await availabilityIn(app.db, request.query.period, villagesOf(request), app.clock());
        reply.header(
          'Content-Disposition',
          `attachment; filename="ketersediaan-${request.query.period}.csv"`,
        );
        return reply.type('text/csv; charset=utf-8').send(csvOf(rows));
      },
    );

    reportRoutes(app);
    paperRoutes(app);
  },
  { name: 'reports', dependencies: ['staff', 'outages', 'usage', 'service-levels'] },
);

function csvOf(rows: readonly Availability[]): string {
  return stringify(
    rows.map((row) => ({
      kode_desa: row.village.code,
      desa: row.village.name,
      router: row.router,
      dari: row.from,
      sampai: row.to,
      ketersediaan_persen: row.percent ?? '',
      paling_rendah_persen: row.interval?.[0] ?? '',
      paling_tinggi_persen: row.interval?.[1] ?? '',
      teramati_persen: row.observedPercent,
      hidup_detik: Math.round(row.upSeconds),
      terganggu_detik: Math.round(row.degradedSeconds),
      mati_detik: Math.round(row.downSeconds),
      tidak_diketahui_detik: Math.round(row.unknownSeconds),
      unduh_byte: row.receiveBytes,
      unggah_byte: row.transmitBytes,
      warga_terbanyak: row.peakUsers ?? '',
    })),
    { header: true, delimiter: ';', bom: true, escape_formulas: true },
  );
}
