import { evidence as en } from '../text/en/evidence.ts';
import { evidence as id } from '../text/id/evidence.ts';

export const words = { id, en };
