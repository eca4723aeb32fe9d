import { reports as en } from '../text/en/reports.ts';
import { reports as id } from '../text/id/reports.ts';

export const words = { id, en };
