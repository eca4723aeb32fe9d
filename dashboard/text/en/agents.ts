import type { agents as id } from '../id/agents.ts';

export const agents: typeof id = {
  ahead: ({ offset }) => `its clock is ${offset} fast; times of looks are corrected`,
  behind: ({ offset }) => `its clock is ${offset} slow; times of looks are corrected`,
};
