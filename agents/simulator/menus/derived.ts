import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { CATEGORY, type Row, Trap } from '../api/sentence.ts';
import type { SchemaMenu } from '../schema/property.ts';
import type { Call, Menu } from './menu.ts';

/** What makes two rows the same, where it is not their name. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  '/ip/address': ['address', 'interface'],
  '/ip/dhcp-server/network': ['address'],
  '/ip/firewall/address-list': ['list', 'address'],
  '/interface/bridge/port': ['interface'],
  '/interface/list/member': ['list', 'interface'],
};
/** Names that rows get when they are given none. */
const STEMS: Readonly<Record<string, string>> = {
  '/interface/bridge': 'bridge',
  '/interface/wireguard': 'wireguard',
  '/interface/sstp-client': 'sstp-out',
  '/ip/dhcp-server': 'dhcp',
  '/ip/hotspot': 'hotspot',
  '/system/scheduler': 'schedule',
};

const HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** Public half of an X25519 key in base64 (RFC 7748); undefined when it is none. */
export function publicKeyOf(privateKey: string): string | undefined {
  const raw = Buffer.from(privateKey, 'base64');
  if (raw.length !== 32) return undefined;
  const key = createPrivateKey({ key: Buffer.concat([HEAD, raw]), format: 'der', type: 'pkcs8' });
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
}

const freshKey = (): string =>
  generateKeyPairSync('x25519')
    .privateKey.export({ format: 'der', type: 'pkcs8' })
    .subarray(-32)
    .toString('base64');

/** A menu whose rows are as the table of menus says, kept in the table of its path. */
export function derivedMenu(schema: SchemaMenu): Menu {
  if (schema.properties.length === 0) return {};
  const settable = schema.properties.filter(({ readOnly }) => !readOnly);
  const since = schema.since;
  const fields = [...new Set(settable.map(({ name }) => name))];
  return {
    ...(since ? { exists: (features) => since(features) } : {}),
    ...(schema.single ? { single: true } : {}),
    ...(schema.path === '/certificate' ? { rows: shownCertificates } : {}),
    ...(schema.readOnly ? { rows: ({ state }) => state.table(schema.path).rows } : { fields }),
    ...(schema.fixed ? { verbs: ['set'] } : {}),
    sensitive: fields.filter((name) => /^(private-key|preshared-key|password)$/.test(name)),
    check: (call, values, old) => checked(schema, call, values, old),
    ...(schema.interfaceType ? { changed: (call, row, how) => mirror(schema, call, row, how) } : {}),
  };
}

function checked(
  schema: SchemaMenu,
  call: Call,
  given: Record<string, string>,
  old: Row | undefined,
): Record<string, string> {
  const { table } = bound(call, schema.path);
  const values = old ? { ...given } : { ...startOf(schema, call), ...given };
  const stem = STEMS[schema.path];
  if (!old && stem !== undefined && !values.name) values.name = nextName(call, schema, stem);
  if (schema.unique !== undefined && isTaken(schema, call, { ...old, ...values }, old))
    throw new Trap(schema.unique, CATEGORY.general);
  if (schema.path === '/interface/wireguard') addKeys(values, old);
  if (!old && table.size >= 4_000) throw new Trap('failure: too many items', CATEGORY.general);
  return values;
}

/** A menu's own check, after names that are taken were refused. */
export const checkedTwice =
  (schema: SchemaMenu, own: NonNullable<Menu['check']>): NonNullable<Menu['check']> =>
  (call, values, old) => {
    if (schema.unique !== undefined && isTaken(schema, call, { ...old, ...values }, old))
      throw new Trap(schema.unique, CATEGORY.general);
    return own(call, values, old);
  };

const bound = (call: Call, path: string) => ({ table: call.router.state.table(path) });

function startOf(schema: SchemaMenu, call: Call): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { name, start, since } of schema.properties)
    if (start !== undefined && (since?.(call.features) ?? true)) values[name] = start;
  return values;
}

function isTaken(schema: SchemaMenu, call: Call, row: Row, old: Row | undefined): boolean {
  const keys = KEYS[schema.path] ?? ['name'];
  const path = schema.interfaceType ? '/interface' : schema.path;
  if (keys.every((key) => old?.[key] === row[key]) && old) return false;
  return call.router.state
    .table(path)
    .rows.some((other) => keys.every((key) => row[key] !== undefined && other[key] === row[key]));
}

function nextName(call: Call, schema: SchemaMenu, stem: string): string {
  const { table } = bound(call, schema.interfaceType ? '/interface' : schema.path);
  const taken = new Set(table.rows.map(({ name }) => name));
  let i = 1;
  while (taken.has(`${stem}${i}`)) i++;
  return `${stem}${i}`;
}

function addKeys(values: Record<string, string>, old: Row | undefined): void {
  if (!old && values['private-key'] === undefined) values['private-key'] = freshKey();
  const key = values['private-key'];
  if (key === undefined) return;
  const own = publicKeyOf(key);
  if (own === undefined) throw new Trap('invalid value for argument private-key', CATEGORY.argument);
  values['public-key'] = own;
}

/** Certificates without what only the router's own services read. */
const shownCertificates: Menu['rows'] = ({ state }) =>
  state.table('/certificate').rows.map(({ 'pem-certificate': _certificate, 'pem-key': _key, ...row }) => row);

/** Tunnels and bridges are interfaces too. */
function mirror(schema: SchemaMenu, call: Call, row: Row, how: 'add' | 'set' | 'remove'): void {
  const interfaces = call.router.state.table('/interface');
  const known = interfaces.rows.find((one) => one['made-by'] === `${schema.path}${row['.id']}`);
  if (how === 'remove') {
    if (known) interfaces.remove(known['.id']!);
    return;
  }
  const mtu = row.mtu && row.mtu !== 'auto' ? row.mtu : '1500';
  const shown = {
    name: row.name ?? '',
    mtu,
    'actual-mtu': mtu,
    disabled: row.disabled ?? 'false',
    ...(row.comment === undefined ? {} : { comment: row.comment }),
  };
  if (known) Object.assign(known, shown);
  else
    interfaces.add({ ...shown, type: schema.interfaceType ?? '', 'made-by': `${schema.path}${row['.id']}` });
}
