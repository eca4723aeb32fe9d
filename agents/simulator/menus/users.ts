import { CATEGORY, Trap } from '../api/sentence.ts';
import { ALL_POLICIES, policyText } from '../initial-rows.ts';
import { dateTimeText } from '../ros-format.ts';
import type { Features } from '../version.ts';
import type { Call, Menus } from './menu.ts';

/** What a written `policy=` gives: `add` denies what is not named, `set` changes only what is named (seen on a hEX, 7.20.8). */
export function policyAfter(written: string, old: string | undefined, features: Features): string {
  const given = new Set((old ?? '').split(',').filter((word) => word !== '' && !word.startsWith('!')));
  for (const word of written.split(',')) {
    const name = word.replace(/^!/, '').trim();
    // rights of programs that 6.49 still knows and nobody here plays
    if (name === '' || (features.major < 7 && (name === 'dude' || name === 'tikapp'))) continue;
    if (!(ALL_POLICIES as readonly string[]).includes(name))
      throw new Trap('input does not match any value of policy', CATEGORY.argument);
    if (word.startsWith('!')) given.delete(name);
    else given.add(name);
  }
  return policyText(given);
}

function isTaken(call: Call, path: string, name: string | undefined, old: string | undefined): boolean {
  return (
    name !== undefined && name !== old && call.router.state.table(path).rows.some((row) => row.name === name)
  );
}

export const USERS: Menus = {
  '/user': {
    fields: [
      'name',
      'group',
      'password',
      'address',
      'disabled',
      'comment',
      'inactivity-timeout',
      'inactivity-policy',
    ],
    required: ['name', 'group'],
    writePolicy: ['policy'],
    rows: ({ state }) =>
      // the password is never shown, not even as dots
      state.table('/user').rows.map(({ password: _secret, ...row }) => row),
    check: (call, values, old) => {
      const group = values.group;
      if (group !== undefined && !call.router.state.table('/user/group').find(group))
        throw new Trap('input does not match any value of group', CATEGORY.argument);
      if (isTaken(call, '/user', values.name, old?.name))
        throw new Trap('failure: user with the same name already exists', CATEGORY.general);
      return { ...(old ? {} : { address: '', password: '' }), ...values };
    },
  },
  '/user/group': {
    fields: ['name', 'policy', 'skin', 'comment'],
    required: ['name'],
    writePolicy: ['policy'],
    check: (call, values, old) => {
      if (isTaken(call, '/user/group', values.name, old?.name))
        throw new Trap('failure: already have such name', CATEGORY.general);
      const policy = values.policy;
      if (policy === undefined && old) return values;
      return {
        ...(old ? {} : { skin: 'default' }),
        ...values,
        policy: policyAfter(policy ?? '', old?.policy, call.features),
      };
    },
  },
  '/user/active': {
    rows: ({ state, callers }) =>
      [...callers].map((caller, i) => ({
        '.id': `*${(i + 1).toString(16).toUpperCase()}`,
        when: dateTimeText(caller.whenClock, state.features.isoDates),
        name: caller.user,
        address: caller.from,
        via: 'api',
        group: caller.group,
        radius: 'false',
      })),
  },
};
