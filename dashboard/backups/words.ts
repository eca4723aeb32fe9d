import { backups as en } from '../text/en/backups.ts';
import { backups as id } from '../text/id/backups.ts';

export const words = { id, en };
