import type { Role, Verb } from './staff.ts';

const READS = [
  'status:read',
  'usage:read',
  'chores:read',
  'announcement:read',
  'report:read',
  'resident-report:read',
] as const;
const RUNS = [
  ...READS,
  'router:act',
  'router:write',
  'village:write',
  'announcement:write',
  'audit:read',
  'alarm:write',
  'backup:read',
  'outage:write',
  'incident:write',
  'report:write',
  'access:read',
  'access:write',
  'voucher:write',
  'feed:write',
  'resident-report:write',
  'privacy:ask',
  'privacy:decide',
] as const;

/** What each role may do, somewhere: `may` decides by it where, and the dashboard offers by it. */
export const granted: Readonly<Record<Role, ReadonlySet<Verb>>> = {
  viewer: new Set<Verb>(READS),
  technician: new Set<Verb>([...READS, 'router:act', 'outage:write', 'access:read', 'resident-report:write']),
  // Of a village: its announcements, its vouchers, answers to its people.
  editor: new Set<Verb>([
    ...READS,
    'announcement:write',
    'access:read',
    'voucher:write',
    'resident-report:write',
  ]),
  operator: new Set<Verb>(RUNS),
  admin: new Set<Verb>([...RUNS, 'agent:write', 'staff:write']),
};
