import { expect, test } from 'vitest';
import { RouterLine } from '#contract/villages.ts';
import { changedFields, type Known, planImport, type RouterFacts } from './plan-import.ts';
import type { Column } from './read-lines.ts';

const VILLAGE = '16.10.06.2021';
const base = {
  village_code: VILLAGE,
  router_name: 'sukamaju',
  host: '10.20.0.2',
  port: '8728',
  tls: 'false',
  username: 'sd-monitor',
  password: 'geheim',
  uplink: 'lte',
};
type Cells = Partial<Record<Column, string>>;

function plan(rows: readonly Cells[], routers: readonly Known[] = []) {
  const columns = new Set(rows.flatMap((row) => Object.keys({ ...base, ...row })) as Column[]);
  const lines = rows.map((row, index) => ({ at: index + 2, line: RouterLine.parse({ ...base, ...row }) }));
  let drawn = 0;
  const make = () => {
    drawn += 1;
    return { nasIdentifier: `sd-made-${drawn}`, radiusSecret: `secret-made-${drawn}` };
  };
  return planImport(lines, columns, { villages: new Set([VILLAGE]), routers }, make);
}
/** The router that a line makes, as the database would know it. */
const known = (id: number, cells: Cells, removed = false, more: Partial<RouterFacts> = {}): Known => {
  const [one] = plan([cells]).planned;
  return { id, name: one!.name, removed, facts: { ...one!.facts, nasIdentifier: `sd-known-${id}`, ...more } };
};
const faultsOf = (rows: readonly Cells[], routers?: readonly Known[]) =>
  plan(rows, routers).faults.map(({ line, column }) => `${line}:${column}`);

const b = { router_name: 'kerinjing', host: '10.20.0.3' };

test.each<[why: string, rows: Cells[], routers: Known[], faults: string[]]>([
  ['two routers', [{}, b], [], []],
  ['an unknown village', [{ village_code: '99.99.99.9999' }], [], ['2:village_code']],
  ['a name twice', [{}, { ...b, router_name: 'sukamaju' }], [], ['3:router_name']],
  ['an address twice', [{}, { router_name: 'kerinjing' }], [], ['3:host']],
  ['one host, two ports', [{}, { router_name: 'kerinjing', port: '8729' }], [], []],
  ['one host in two spellings', [{ host: 'A.lan' }, { ...b, host: 'a.LAN' }], [], ['3:host']],
  ['the address of another router', [b], [known(1, { ...b, router_name: 'other' })], ['2:host']],
  ['the address of one that was removed', [b], [known(1, { ...b, router_name: 'other' }, true)], []],
  [
    'two routers exchange addresses',
    [{ host: '10.20.0.3' }, { ...b, host: '10.20.0.2' }],
    [known(1, {}), known(2, b)],
    [],
  ],
  [
    'a NAS-Identifier twice',
    [{ nas_identifier: 'sd-same' }, { ...b, nas_identifier: 'sd-same' }],
    [],
    ['3:nas_identifier'],
  ],
  ['that of another router', [{ ...b, nas_identifier: 'sd-known-1' }], [known(1, {})], ['2:nas_identifier']],
  ['the serial number of another line', [{ serial: 'HX1' }, { ...b, serial: 'hx1' }], [], ['3:serial']],
  ['that of another router', [{ ...b, serial: 'HX9' }], [known(1, { serial: 'HX9' })], ['2:serial']],
  ['serial numbers left empty', [{ serial: '' }, { ...b, serial: '' }], [], []],
  ['the name from the factory', [{ nas_identifier: 'MikroTik' }], [], ['2:nas_identifier']],
  ['the same in other letters', [{ nas_identifier: 'mikrotik' }], [], ['2:nas_identifier']],
  [
    'an action account without its password',
    [{ action_username: 'sd-tech', action_password: '' }],
    [],
    ['2:action_password'],
  ],
  ['an action password without its account', [{ action_password: 'x' }], [], ['2:action_username']],
])('%s', (_why, rows, routers, faults) => expect(faultsOf(rows, routers)).toEqual(faults));

const full = known(7, {
  contact_name: 'Pak Rahmat',
  contact_phone: '+62 811',
  via: 'hub',
  action_username: 'a',
  action_password: 'b',
});

test.each<[why: string, cells: Cells, kind: string, changed: string[]]>([
  ['nothing else', {}, 'unchanged', []],
  ['a column that is not there leaves all as it was', { via: 'hub' }, 'unchanged', []],
  ['a new password', { password: 'baru' }, 'changed', ['password']],
  ['another village, host and uplink', { host: 'h', uplink: 'vsat' }, 'changed', ['host', 'uplink']],
  [
    'an empty cell takes a contact away',
    { contact_name: '', contact_phone: '+62 811' },
    'changed',
    ['contactName'],
  ],
  ['an empty via is direct', { via: '' }, 'changed', ['via']],
  [
    'empty action cells take the account away',
    { action_username: '', action_password: '' },
    'changed',
    ['action'],
  ],
  [
    'an empty NAS-Identifier or secret draws no new one',
    { nas_identifier: '', radius_secret: '' },
    'unchanged',
    [],
  ],
  ['a given NAS-Identifier is taken', { nas_identifier: 'sd-given' }, 'changed', ['nasIdentifier']],
])('an existing router, and %s', (_why, cells, kind, changed) => {
  const [one] = plan([cells], [full]).planned;
  expect([one?.kind, changedFields(full.facts, one!.facts)]).toEqual([kind, changed]);
});

test('what a line leaves to us is drawn, for each router anew', () => {
  const { planned } = plan([{}, b]);
  expect(
    planned.map(({ kind, facts }) => [kind, facts.nasIdentifier, facts.radiusSecret, facts.via]),
  ).toEqual([
    ['added', 'sd-made-1', 'secret-made-1', 'direct'],
    ['added', 'sd-made-2', 'secret-made-2', 'direct'],
  ]);
});

test('a router that was removed comes back under its name, with new secrets', () => {
  const [one] = plan([{}], [known(7, {}, true, { nasIdentifier: 'removed-7', radiusSecret: '' })]).planned;
  expect([one?.kind, one?.known?.id, one?.facts.nasIdentifier, one?.facts.radiusSecret]).toEqual([
    'added',
    7,
    'sd-made-1',
    'secret-made-1',
  ]);
});

test('a router whose script has set up a tunnel is dialled there, whatever address the file repeats', () => {
  const inTunnel = { ...known(7, { via: 'hub', host: '10.77.0.9' }), tunnelHost: '10.77.0.9' };
  const hosts = (cells: Cells) => plan([cells], [inTunnel]).planned.map((one) => [one.kind, one.facts.host]);
  expect(hosts({ via: 'hub', host: '10.20.0.2' })).toEqual([['unchanged', '10.77.0.9']]);
  expect(hosts({ via: 'direct', host: '10.20.0.2' })).toEqual([['changed', '10.20.0.2']]);
});
