import { script as en } from '../text/en/script.ts';
import { script as id } from '../text/id/script.ts';

export const words = { id, en };
