import { MARK, rowOf, type Step } from './block.ts';
import type { Form, ScriptPlan } from './plan.ts';
import { quoted } from './quote.ts';

const COMMON = [
  'local',
  'telnet',
  'ssh',
  'ftp',
  'reboot',
  'read',
  'write',
  'policy',
  'test',
  'winbox',
  'password',
  'web',
  'sniff',
  'sensitive',
  'api',
  'romon',
] as const;
/** Every policy of that version (manual, User), but `dude` and `tikapp` of 6: a group that is added does not have them. */
const POLICIES: Readonly<Record<Form, readonly string[]>> = {
  6: COMMON,
  7: [...COMMON, 'rest-api'],
};

/** `set` changes only what it names, so everything is named: what is not granted is denied. */
export const policiesOf = (form: Form, granted: readonly string[]): string =>
  POLICIES[form].map((name) => (granted.includes(name) ? name : `!${name}`)).join(',');

export const GROUPS = {
  monitor: { name: 'sd-monitor', granted: ['read', 'api', 'test'] },
  action: { name: 'sd-tech', granted: ['read', 'write', 'api', 'reboot', 'test'] },
} as const;

/** Two accounts of least privilege, both only from where the controller dials. */
export function accountsStep({ form, monitor, action, controller }: ScriptPlan): Step {
  const lines = (['monitor', 'action'] as const).flatMap((kind) => {
    const account = kind === 'monitor' ? monitor : action;
    if (!account) return [];
    const group = GROUPS[kind];
    const policy = policiesOf(form, group.granted);
    const user = `name=${quoted(account.username)}`;
    const password = quoted(account.password);
    return [
      ...rowOf('/user group', `name="${group.name}"`, `name="${group.name}" policy=${policy}`, [
        `policy=${policy}`,
      ]),
      ...rowOf('/user', user, `${user} group=${group.name} password=${password} comment="${MARK}"`, [
        `group=${group.name} password=${password} address=${controller}/32 disabled=no`,
      ]),
    ];
  });
  return { title: 'Akun untuk pemantauan dan tindakan', lines };
}
