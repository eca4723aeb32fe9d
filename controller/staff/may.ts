import type { Role, Verb } from '#contract/staff.ts';

/** A person as rights see her. */
export interface Rightful {
  readonly role: Role;
  /** Villages that she is limited to; null = all, empty = none. Only a technician or an editor is limited. */
  readonly villages: readonly string[] | null;
}

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

/** What each role may do, somewhere. */
const GRANTED: Record<Role, ReadonlySet<Verb>> = {
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

const LIMITED: ReadonlySet<Role> = new Set(['technician', 'editor']);

/** Villages that she may see or touch at all; null = every one. */
export function villagesWithin({ role, villages }: Rightful): readonly string[] | null {
  return LIMITED.has(role) ? (villages ?? []) : null;
}

/** May she do this there? `village` is a Kemendagri code; null asks whether she may do it anywhere at all. */
export function may(person: Rightful, verb: Verb, village: string | null): boolean {
  if (!GRANTED[person.role].has(verb)) return false;
  const within = villagesWithin(person);
  return village === null || within === null || within.includes(village);
}
