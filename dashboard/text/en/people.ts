import type { Same } from '../catalogue.ts';
import type { people as source } from '../id/people.ts';

export const people: Same<typeof source> = {
  peopleTitle: 'People',
  personNew: 'Add a person',
  role: 'Role',
  villages: 'Villages',
  allVillages: 'all villages',
  personCreate: 'Add',
  personDisable: 'Disable',
  personEnable: 'Enable',
  personDisabled: 'disabled',
  personChange: 'Change',
  personNewPassword: 'New password',
  personNewPasswordHint: 'Leave empty to keep it.',
  nameTaken: 'This name is taken.',
};
