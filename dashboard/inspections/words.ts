import { inspections as en } from '../text/en/inspections.ts';
import { inspections as id } from '../text/id/inspections.ts';

export const words = { id, en };
