import { z } from 'zod';
import { type Menu, soleRow } from './menu.ts';
import { flag } from './row-values.ts';

const DeviceMode = z
  .object({ mode: z.string(), hotspot: z.string().optional(), flagged: flag })
  .transform((row) => ({
    mode: row.mode.slice(0, 50),
    // versions that do not name hotspot do not forbid it
    hotspotAllowed: row.hotspot === undefined || row.hotspot === 'true' || row.hotspot === 'yes',
    flagged: row.flagged,
  }));
export type DeviceMode = z.output<typeof DeviceMode>;

/** `/system/device-mode` (7.x; with hotspot in it from 7.17): boards are sold in modes that forbid the hotspot. */
export const deviceMode: Menu<DeviceMode> = {
  words: ['/system/device-mode/print', '=.proplist=mode,hotspot,flagged'],
  read: ({ rows }) => soleRow(DeviceMode, rows),
};
