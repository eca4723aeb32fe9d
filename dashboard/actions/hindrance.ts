import type { RouterStatus } from '#contract/status.ts';

/** Why *Nyalakan ulang* cannot be asked now; null when it can. */
export function hindranceOf(row: Pick<RouterStatus, 'chores' | 'action'>): 'noAccount' | 'underWay' | null {
  if (row.action !== null) return 'underWay';
  return row.chores.includes('no-action-account') && !row.chores.includes('polling-account-too-wide')
    ? 'noAccount'
    : null;
}

const plain = (text: string) => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('id');

/** Did she type the village's name? Case and spaces do not matter on a phone. */
export const confirms = (typed: string, village: string) => plain(typed) === plain(village);

/** Shortest reason that the controller takes. */
export const REASON_LENGTH = 5;
