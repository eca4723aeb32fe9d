import type { backups as source } from '../id/backups.ts';

export const backups: typeof source = {
  title: 'Backups',
  intro: 'Database and key in one sealed file. Without its passphrase the file cannot be opened.',
  nightly: ({ next }) => `Next nightly backup: ${next}.`,
  notNightly:
    'There is no nightly backup. On the server set BACKUP_DIR and BACKUP_PASSPHRASE_FILE, then restart.',
  noSecondPlace: 'Not copied to a second place: set BACKUP_SECOND_PLACE (another disk, or sftp://…).',
  newest: ({ age }) => `Last backup ${age}`,
  none: 'No backup yet',
  noneTitle: 'No backup yet',
  noneText: 'Make the first one on the server: npm run backup -- FOLDER',
  how: 'To restore on an empty machine: npm run restore -- FILE',
  form: { physical: 'physical copy', logical: 'logical copy' },
  running: 'under way, or cut off',
  failed: 'failed',
  copied: ({ place }) => `copied to ${place}`,
  notCopied: ({ place }) => `not copied to ${place} yet`,
};
