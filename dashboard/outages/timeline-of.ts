import type { Outage } from '#contract/outages.ts';

/** What happened around an outage, by whom it is known. */
export type Happening =
  | { readonly kind: 'last-good' | 'first-failed' | 'last-failed' | 'first-good' | 'booted' | 'ended-unseen' }
  | { readonly kind: 'log'; readonly name: string }
  | { readonly kind: 'restart'; readonly by: string; readonly state: string }
  | { readonly kind: 'answer'; readonly by: string; readonly power: Outage['answers'][number]['power'] }
  | { readonly kind: 'note'; readonly by: string; readonly note: string }
  | { readonly kind: 'ruled'; readonly by: string; readonly cause: Outage['cause'] };

/** A happening and when, ms since the epoch. */
export type Moment = Happening & { readonly at: number };

/** Everything with a time that is known of an outage, the oldest first; what fell together stands in the order of cause and effect. */
export function timelineOf(outage: Outage): Moment[] {
  const { evidence, ruling } = outage;
  const moments: Moment[] = [];
  const add = (at: string | null, what: Happening) => {
    if (at !== null) moments.push({ ...what, at: Date.parse(at) });
  };
  add(outage.lastGoodAt, { kind: 'last-good' });
  for (const sign of evidence.signs)
    if (sign.kind === 'log-uplink-first') add(sign.at, { kind: 'log', name: sign.name ?? '' });
  add(outage.firstFailedAt, { kind: 'first-failed' });
  for (const { askedAt, by, state } of outage.reboots) add(askedAt, { kind: 'restart', by, state });
  for (const { at, by, power } of outage.answers) add(at, { kind: 'answer', by, power });
  add(evidence.bootedAt, { kind: 'booted' });
  if (outage.endedAt !== null) add(outage.lastFailedAt, { kind: 'last-failed' });
  add(outage.firstGoodAt, { kind: 'first-good' });
  if (outage.firstGoodAt === null) add(outage.endedAt, { kind: 'ended-unseen' });
  for (const { at, by, note } of outage.notes) add(at, { kind: 'note', by, note });
  if (ruling !== null) add(ruling.at, { kind: 'ruled', by: ruling.by, cause: ruling.cause });
  return moments.sort((a, b) => a.at - b.at);
}
