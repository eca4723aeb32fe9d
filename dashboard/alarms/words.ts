import { channels as en } from '../text/en/channels.ts';
import { channels as id } from '../text/id/channels.ts';

export const words = { id, en };
