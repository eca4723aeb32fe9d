import { serviceLevels as en } from '../text/en/service-levels.ts';
import { serviceLevels as id } from '../text/id/service-levels.ts';

export const words = { id, en };
