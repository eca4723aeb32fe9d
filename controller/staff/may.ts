import { granted } from '#contract/rights.ts';
import type { Role, Verb } from '#contract/staff.ts';

/** A person as rights see her. */
export interface Rightful {
  readonly role: Role;
  /** Villages that she is limited to; null = all, empty = none. Only a technician or an editor is limited. */
  readonly villages: readonly string[] | null;
}

const LIMITED: ReadonlySet<Role> = new Set(['technician', 'editor']);

/** Villages that she may see or touch at all; null = every one. */
export function villagesWithin({ role, villages }: Rightful): readonly string[] | null {
  return LIMITED.has(role) ? (villages ?? []) : null;
}

/** May she do this there? `village` is a Kemendagri code; null asks whether she may do it anywhere at all. */
export function may(person: Rightful, verb: Verb, village: string | null): boolean {
  if (!granted[person.role].has(verb)) return false;
  const within = villagesWithin(person);
  return village === null || within === null || within.includes(village);
}
