import { incidents as en } from '../text/en/incidents.ts';
import { incidents as id } from '../text/id/incidents.ts';

export const words = { id, en };
