import { usage as en } from '../text/en/usage.ts';
import { usage as id } from '../text/id/usage.ts';

export const words = { id, en };
