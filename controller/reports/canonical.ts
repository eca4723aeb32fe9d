import { createHash } from 'node:crypto';
import type { MonthReport } from '#contract/reports.ts';

/** JSON with sorted keys and no spaces (RFC 8785 for what reports hold): the same figures are the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    const sorted = members.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${sorted.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * SHA-256 of a report's canonical form, hex. It covers the figures, not a file, so that papers can be signed afterwards;
 * and not the trend, whose months have digests of their own.
 */
export function digestOf({ trend: _, ...figures }: MonthReport): string {
  return createHash('sha256').update(canonical(figures)).digest('hex');
}

/** Where two values differ, as paths with both sides; at most `limit`. */
export function differences(
  a: unknown,
  b: unknown,
  limit = 50,
): { readonly path: string; readonly a: unknown; readonly b: unknown }[] {
  const found: { path: string; a: unknown; b: unknown }[] = [];
  const walk = (left: unknown, right: unknown, path: string) => {
    if (found.length >= limit || canonical(left ?? null) === canonical(right ?? null)) return;
    const both = left !== null && right !== null && typeof left === 'object' && typeof right === 'object';
    if (!both || Array.isArray(left) !== Array.isArray(right)) {
      found.push({ path, a: left, b: right });
      return;
    }
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)]))
      walk(left[key as never], right[key as never], path === '' ? key : `${path}.${key}`);
  };
  walk(a, b, '');
  return found;
}
