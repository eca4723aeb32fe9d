import type { Action } from '#contract/actions.ts';
import type { Messages } from '../text/catalogue.ts';
import type { Format } from '../text/format.ts';
import { secondsAway } from './steps-of.ts';

/** How it ended, in a sentence; null while it is under way. */
export function outcomeText(action: Action, t: Messages, f: Format, now: number): string | null {
  const known: Readonly<Record<string, string>> = t.actions.failure;
  const why = action.failure === null ? t.actions.noFailure : (known[action.failure] ?? action.failure);
  switch (action.state) {
    case 'verified':
      return t.actions.verified({ seconds: f.number(secondsAway(action) ?? 0) });
    case 'expired':
      return t.actions.expired;
    case 'refused':
      return t.actions.refused({ why });
    case 'failed':
      if (action.backAt !== null)
        return t.actions.notBackButLater({ at: f.moment(Date.parse(action.backAt), now) });
      return action.failure === 'not-back' ? t.actions.notBack : t.actions.failed({ why });
    default:
      return null;
  }
}
