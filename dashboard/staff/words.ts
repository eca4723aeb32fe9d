import { people as en } from '../text/en/people.ts';
import { people as id } from '../text/id/people.ts';

export const words = { id, en };
