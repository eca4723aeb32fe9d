import type { Messages } from '../catalogue.ts';

export const chores: Messages['chores'] = {
  title: 'To do',
  intro: 'What needs a person, with the next step. What is mended leaves by itself.',
  none: 'All routers and the server are well.',
  officeTitle: 'Server and office',
  all: ({ count }) => `Everything to do (${count})`,
  office: {
    'backup-old': 'Backup is old',
    'backup-failed': 'Backup failed',
    disk: "Server's disk is nearly full",
    'alarm-failed': 'Alarms are not delivered',
    'report-open': 'An old month is not closed',
    'feed-failed': 'A source of announcements has failed for a day',
  },
  officeStep: {
    'backup-old': 'Set BACKUP_DIR and BACKUP_PASSPHRASE_FILE on the server, or run npm run backup.',
    'backup-failed': 'Read the reason below, mend it, then run npm run backup on the server.',
    disk: 'Delete files that are not needed on the server, or move backups elsewhere.',
    'alarm-failed': 'Open Settings › Alarms, mend the channel, then send a test.',
    'report-open': 'Open Reports, look at that month, then close it.',
    'feed-failed': 'Open Announcements › Sources and read why. What is shown stays until its time is over.',
  },
};
