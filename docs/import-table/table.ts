/**
 * Who may import whom: the first row whose `folder` holds a file speaks for it. A later row comes with a page in
 * docs/decisions/. Libraries are named where only some may use them; node: built-ins are free.
 */
export interface Row {
  readonly folder: string;
  /** Folders or files of ours. */
  readonly may: readonly string[];
  /** Null = any library. */
  readonly libraries: readonly string[] | null;
}

const feature = ['controller/contract', 'controller/platform', 'controller/staff'];

export const table: readonly Row[] = [
  { folder: 'controller/contract', may: [], libraries: ['zod'] },
  { folder: 'controller/platform', may: ['controller/contract', 'prisma/engine'], libraries: null },
  { folder: 'controller/staff', may: ['controller/contract', 'controller/platform'], libraries: null },
  { folder: 'controller/chores', may: feature, libraries: null },
  // The command prints the router's own pages and its script; the capability does not know of them.
  {
    folder: 'controller/villages/command.ts',
    may: [...feature, 'controller/villages', 'controller/portal', 'controller/router-script'],
    libraries: null,
  },
  {
    folder: 'controller/villages/command.test.ts',
    may: [...feature, 'controller/villages', 'controller/portal', 'controller/router-script'],
    libraries: null,
  },
  { folder: 'controller/villages', may: feature, libraries: null },
  { folder: 'controller/outages', may: [...feature, 'controller/villages'], libraries: null },
  {
    folder: 'controller/usage',
    may: [...feature, 'controller/villages', 'controller/chores'],
    libraries: null,
  },
  { folder: 'controller/announcements', may: [...feature, 'controller/villages'], libraries: null },
  // What other systems of the regency have to say becomes announcements.
  {
    folder: 'controller/feeds',
    may: [...feature, 'controller/villages', 'controller/announcements', 'controller/chores'],
    libraries: null,
  },
  // What residents tell of the wifi, joined to the outage that is open.
  {
    folder: 'controller/resident-reports',
    may: [...feature, 'controller/villages', 'controller/outages', 'controller/incidents'],
    libraries: null,
  },
  // What is kept of residents and for how long; what the law may ask.
  {
    folder: 'controller/privacy',
    may: [...feature, 'controller/villages', 'controller/access', 'controller/usage'],
    libraries: null,
  },
  // Announcements on paper, for the board of the village.
  {
    folder: 'controller/village-board',
    may: [...feature, 'controller/villages', 'controller/announcements', 'controller/papers'],
    libraries: null,
  },
  // The page that a router shows by itself when we are gone.
  {
    folder: 'controller/local-pages',
    may: [
      ...feature,
      'controller/villages',
      'controller/announcements',
      'controller/access',
      'controller/chores',
    ],
    libraries: null,
  },
  { folder: 'controller/access/radius', may: [], libraries: [] },
  {
    folder: 'controller/access',
    may: [
      ...feature,
      'controller/villages',
      'controller/usage',
      'controller/chores',
      'controller/announcements',
      // Sheets of vouchers.
      'controller/papers',
    ],
    libraries: null,
  },
  { folder: 'controller/actions', may: [...feature, 'controller/villages'], libraries: null },
  {
    folder: 'controller/router-script',
    may: [...feature, 'controller/villages', 'controller/portal', 'controller/local-pages'],
    libraries: null,
  },
  {
    folder: 'controller/inspections',
    may: [
      ...feature,
      'controller/villages',
      'controller/chores',
      'controller/portal',
      'controller/router-script',
    ],
    libraries: null,
  },
  {
    folder: 'controller/alarms',
    may: [...feature, 'controller/villages', 'controller/outages', 'controller/chores'],
    libraries: null,
  },
  {
    folder: 'controller/disk',
    may: [...feature, 'controller/villages', 'controller/chores', 'controller/outages'],
    libraries: null,
  },
  { folder: 'controller/backups', may: [...feature, 'controller/chores', 'prisma/engine'], libraries: null },
  // The doctor looks at everything that a person on the server could.
  { folder: 'controller/doctor', may: ['controller'], libraries: null },
  {
    folder: 'controller/portal',
    may: [
      ...feature,
      'controller/villages',
      'controller/announcements',
      'controller/access',
      'controller/outages',
      'controller/resident-reports',
      'controller/local-pages',
    ],
    libraries: null,
  },
  {
    folder: 'controller/incidents',
    may: [...feature, 'controller/villages', 'controller/outages'],
    libraries: null,
  },
  { folder: 'controller/service-levels', may: [...feature, 'controller/villages'], libraries: null },
  // Chains of looks, packed days, heads to witnesses.
  {
    folder: 'controller/evidence',
    may: [...feature, 'controller/villages', 'controller/outages', 'controller/alarms', 'controller/chores'],
    libraries: null,
  },
  // From figures to files; knows no database.
  { folder: 'controller/papers', may: ['controller/contract', 'controller/platform'], libraries: null },
  {
    folder: 'controller/reports',
    may: [
      ...feature,
      'controller/outages',
      'controller/incidents',
      'controller/usage',
      'controller/service-levels',
      'controller/evidence',
      'controller/papers',
      'controller/resident-reports',
    ],
    libraries: null,
  },
  // The model's histories with real processes: it starts all of them.
  { folder: 'controller/model/real', may: ['controller', 'agents'], libraries: null },
  // Agents, links and controller in simulated time, over the same pure functions.
  {
    folder: 'controller/model',
    may: ['controller/contract', 'controller/outages', 'agents/poll'],
    libraries: null,
  },
  {
    folder: 'controller/agent-link',
    may: [
      ...feature,
      'controller/villages',
      'controller/outages',
      'controller/usage',
      'controller/actions',
      'controller/inspections',
      'controller/alarms',
      'controller/disk',
      'controller/evidence',
      'controller/incidents',
      'controller/local-pages',
    ],
    libraries: null,
  },
  {
    folder: 'controller/demo',
    may: [
      'controller/contract',
      'controller/platform',
      'controller/villages',
      'controller/portal',
      'controller/router-script',
      'agents/routeros',
    ],
    libraries: null,
  },
  // The whole road of an inspection, without a process in between: as an agent asks, and as the controller judges.
  { folder: 'controller/testing-inspection.ts', may: ['controller', 'agents'], libraries: null },
  { folder: 'controller', may: ['controller'], libraries: null },
  { folder: 'agents/simulator', may: [], libraries: ['zod'] },
  { folder: 'agents/routeros', may: ['controller/contract'], libraries: null },
  { folder: 'agents/poll', may: ['controller/contract', 'agents/routeros'], libraries: null },
  { folder: 'agents/inspect', may: ['controller/contract', 'agents/routeros'], libraries: null },
  { folder: 'agents/commands', may: ['controller/contract', 'agents/routeros'], libraries: null },
  { folder: 'agents/uplink', may: ['controller/contract'], libraries: null },
  { folder: 'agents', may: ['controller/contract', 'agents'], libraries: null },
  { folder: 'dashboard/text', may: ['controller/contract'], libraries: [] },
  { folder: 'dashboard/ui', may: ['dashboard/text'], libraries: null },
  { folder: 'dashboard/live', may: ['controller/contract', 'dashboard/api'], libraries: null },
  { folder: 'dashboard/api', may: ['controller/contract'], libraries: null },
  { folder: 'dashboard/app.tsx', may: ['controller/contract', 'dashboard'], libraries: null },
  { folder: 'dashboard/main.tsx', may: ['dashboard'], libraries: null },
  // Every other folder of the dashboard is a feature; check.ts lets it import itself and these.
  {
    folder: 'dashboard',
    may: ['controller/contract', 'dashboard/live', 'dashboard/api', 'dashboard/ui', 'dashboard/text'],
    libraries: null,
  },
  { folder: 'deploy', may: ['deploy'], libraries: null },
  { folder: 'prisma', may: ['prisma'], libraries: null },
  { folder: 'docs', may: ['docs'], libraries: null },
];

/** Tests, benches, journeys and their helpers may import what their subject may, and besides these. */
export const besidesInTests: readonly string[] = [
  'agents/simulator',
  'controller/platform',
  'controller/contract',
];
