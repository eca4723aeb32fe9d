import type { Row } from '../api/sentence.ts';
import type { Features } from '../version.ts';
import { propertiesOf, schemaOf } from './all.ts';

const action = (name: string, target: string, more: Row = {}): Row => ({
  name,
  target,
  default: 'true',
  ...(target === 'memory' ? { 'memory-lines': '1000', 'memory-stop-on-full': 'false' } : {}),
  ...(target === 'disk'
    ? {
        'disk-file-name': 'flash/log',
        'disk-lines-per-file': '1000',
        'disk-file-count': '2',
        'disk-stop-on-full': 'false',
      }
    : {}),
  ...more,
});
const logging = (topics: string, to: string): Row => ({
  topics,
  action: to,
  prefix: '',
  disabled: 'false',
  default: 'true',
  invalid: 'false',
});

/** Rows of a router as it comes, where nothing else says so (manual pages Log, MAC server, Bandwidth test, Interface lists). */
const ROWS: Readonly<Record<string, readonly Row[]>> = {
  '/system/logging': [
    logging('info', 'memory'),
    logging('error', 'memory'),
    logging('warning', 'memory'),
    logging('critical', 'echo'),
  ],
  '/system/logging/action': [
    action('memory', 'memory'),
    action('disk', 'disk'),
    action('echo', 'echo', { remember: 'true' }),
    action('remote', 'remote', { remote: '0.0.0.0', 'remote-port': '514', 'src-address': '0.0.0.0' }),
  ],
  '/tool/bandwidth-server': [
    { enabled: 'true', authenticate: 'true', 'max-sessions': '100', 'allocate-udp-ports-from': '2000' },
  ],
  '/tool/mac-server': [{ 'allowed-interface-list': 'all' }],
  '/tool/mac-server/mac-winbox': [{ 'allowed-interface-list': 'all' }],
  '/tool/mac-server/ping': [{ enabled: 'true' }],
  '/interface/list': [
    { name: 'all', builtin: 'true', comment: 'contains all interfaces' },
    { name: 'none', builtin: 'true', comment: 'contains no interfaces' },
    { name: 'dynamic', builtin: 'true', comment: 'contains dynamic interfaces' },
    { name: 'LAN', builtin: 'false', comment: 'defconf' },
    { name: 'WAN', builtin: 'false', comment: 'defconf' },
  ],
  '/ipv6/nd': [
    { interface: 'all', 'advertise-dns': 'true', 'ra-lifetime': '30m', disabled: 'false', default: 'true' },
  ],
  '/ipv6/settings': [{ 'disable-ipv6': 'false', forward: 'true' }],
};

const EMPTY: Readonly<Record<string, string>> = { bool: 'false', num: '0', time: '0s' };

/** Rows that a menu of the schema has when first touched. Settings have each property, empty where nothing is known. */
export function schemaRows(path: string, features: Features): readonly Row[] {
  const known = ROWS[path];
  const schema = schemaOf(path, features);
  if (!schema?.single) return known ?? [];
  const blank: Record<string, string> = {};
  for (const { name, kind, start, readOnly } of propertiesOf(schema, features))
    if (!readOnly) blank[name] = start ?? EMPTY[kind.type] ?? '';
  return [{ ...blank, ...known?.[0] }];
}
