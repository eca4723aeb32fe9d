import { inventory as en } from '../text/en/inventory.ts';
import { inventory as id } from '../text/id/inventory.ts';

export const words = { id, en };
