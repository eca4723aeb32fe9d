import type { Action } from '#contract/actions.ts';

export interface Step {
  readonly kind: 'asked' | 'sent' | 'gone' | 'back';
  /** ms since the epoch; null while it has not come. */
  readonly at: number | null;
  /** The one that is waited for. */
  readonly awaited: boolean;
}

const ms = (instant: string | null) => (instant === null ? null : Date.parse(instant));

/** Asked → sent → gone → back, as far as it came. Gone may be missed between two looks: back proves it. */
export function stepsOf(action: Action): Step[] {
  const back = ms(action.backAt);
  const times: [Step['kind'], number | null][] = [
    ['asked', ms(action.askedAt)],
    ['sent', ms(action.sentAt) ?? ms(action.acknowledgedAt)],
    ['gone', ms(action.goneAt) ?? back],
    ['back', back],
  ];
  const waiting = action.endedAt === null ? times.findIndex(([, at]) => at === null) : -1;
  return times.map(([kind, at], index) => ({ kind, at, awaited: index === waiting }));
}

/** From sent to back, whole seconds; null while it is not back. */
export function secondsAway({ sentAt, acknowledgedAt, backAt }: Action): number | null {
  const sent = ms(sentAt) ?? ms(acknowledgedAt);
  const back = ms(backAt);
  return sent === null || back === null ? null : Math.max(0, Math.round((back - sent) / 1000));
}
