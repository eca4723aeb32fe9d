import type { Messages } from './catalogue.ts';
import { actions } from './en/actions.ts';
import { alarms } from './en/alarms.ts';
import { announcements } from './en/announcements.ts';
import { chores } from './en/chores.ts';
import { router } from './en/router.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { status } from './en/status.ts';

export const en: Messages = {
  shell,
  status,
  router,
  actions,
  alarms,
  announcements,
  chores,
  settings,
};
