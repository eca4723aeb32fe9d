import { afterAll, beforeAll, describe } from 'vitest';
import { adminJourneys } from './admin.ts';
import { browserJourneys } from './browser-check.ts';
import { diskominfoJourneys } from './diskominfo.ts';
import { type House, startHouse } from './house.ts';
import { liveJourneys } from './live.ts';
import { navigationJourneys } from './navigation.ts';
import { outageJourneys } from './outages.ts';
import { pictures } from './pictures.ts';
import { reportJourneys } from './reports.ts';
import { residentJourneys } from './resident.ts';
import { residentReportJourneys } from './resident-reports.ts';
import { serviceLevelJourneys } from './service-levels.ts';
import { technicianJourneys } from './technician.ts';
import { usageJourneys } from './usage.ts';

/** One demo and one browser for all of them: starting them is what costs. */
let house: House;
const wantsPictures = process.env.UPDATE_PICTURES === '1';

beforeAll(async () => {
  house = await startHouse({ asShown: wantsPictures });
}, 120_000);
afterAll(() => house?.close(), 60_000);

if (wantsPictures) {
  describe('pictures', () => pictures(() => house));
} else {
  describe('the browser', () => browserJourneys(() => house));
  describe('Diskominfo', () => diskominfoJourneys(() => house));
  describe('an admin', () => adminJourneys(() => house));
  describe('live', () => liveJourneys(() => house));
  describe('navigation', () => navigationJourneys(() => house));
  describe('outages', () => outageJourneys(() => house));
  describe('reports', () => reportJourneys(() => house));
  describe('a resident', () => residentJourneys(() => house));
  describe('reports of residents', () => residentReportJourneys(() => house));
  describe('service levels', () => serviceLevelJourneys(() => house));
  describe('a technician', () => technicianJourneys(() => house));
  describe('usage', () => usageJourneys(() => house));
}
