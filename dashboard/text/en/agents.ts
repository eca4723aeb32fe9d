import type { agents as id } from '../id/agents.ts';

export const agents: typeof id = {
  title: 'Agents',
  text: 'Agents look at routers and send what they saw. One runs beside the controller.',
  none: 'No agents yet.',
  name: 'Name of a new agent',
  create: 'Make agent',
  revoke: 'Revoke',
  revokeTitle: ({ agent }) => `Revoke agent ${agent}?`,
  revokeText: 'Its token stops working, and the routers it looks at become unknown.',
  token: "Agent's token",
  tokenOnce: 'Copy it now: it is shown once and never stored readably.',
  lastSeen: 'Last reported',
  routersOf: ({ count }) => `${count} routers`,
  backlog: ({ count }) => `${count} entries waiting`,
  revoked: 'revoked',
  silent: 'does not report',
  reporting: 'reports',
  ahead: ({ offset }) => `its clock is ${offset} fast; times of looks are corrected`,
  behind: ({ offset }) => `its clock is ${offset} slow; times of looks are corrected`,
};
