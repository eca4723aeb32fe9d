import { agents as en } from '../text/en/agents.ts';
import { agents as id } from '../text/id/agents.ts';

export const words = { id, en };
