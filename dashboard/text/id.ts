import { actions } from './id/actions.ts';
import { alarms } from './id/alarms.ts';
import { announcements } from './id/announcements.ts';
import { chores } from './id/chores.ts';
import { router } from './id/router.ts';
import { settings } from './id/settings.ts';
import { shell } from './id/shell.ts';
import { status } from './id/status.ts';

/** Indonesian: the source. Each other language has the same keys with the same parameters. */
export const id = { shell, status, router, actions, alarms, announcements, chores, settings };
