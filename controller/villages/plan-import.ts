import type { Uplink, Via } from '#contract/names.ts';
import type { RouterLine } from '#contract/villages.ts';
import type { Column, Fault, GoodLine } from './read-lines.ts';
import { isFactoryIdentity } from './secrets.ts';

/** What staff say of a router, secrets opened. Null = not known; an empty secret could not be opened. */
export interface RouterFacts {
  readonly villageCode: string;
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly username: string;
  readonly password: string;
  readonly action: { readonly username: string; readonly password: string } | null;
  readonly uplink: Uplink;
  readonly via: Via;
  readonly serial: string | null;
  readonly nasIdentifier: string;
  readonly radiusSecret: string;
  readonly contactName: string | null;
  readonly contactPhone: string | null;
  readonly provider: string | null;
  readonly customerNo: string | null;
  readonly plnId: string | null;
  /** A day, `2026-12-31`. */
  readonly paidUntil: string | null;
  readonly dataQuotaGb: number | null;
}

/** A router of the database. One that was removed keeps its name, and comes back under it. */
export interface Known {
  readonly id: number;
  readonly name: string;
  readonly removed: boolean;
  readonly facts: RouterFacts;
  /** Its address in the tunnel that its script has set up: the one to dial as long as it is behind the hub. */
  readonly tunnelHost?: string | null;
}

export interface Made {
  readonly nasIdentifier: string;
  readonly radiusSecret: string;
}

export interface Planned {
  readonly name: string;
  /** Null: a new one. */
  readonly known: Known | null;
  readonly kind: 'added' | 'changed' | 'unchanged';
  readonly facts: RouterFacts;
}

export interface Programme {
  readonly villages: ReadonlySet<string>;
  readonly routers: readonly Known[];
}

/** What the lines would do to the programme, or why nothing may be done. `make` draws what a line leaves to us. */
export function planImport(
  lines: readonly GoodLine[],
  columns: ReadonlySet<Column>,
  programme: Programme,
  make: () => Made,
): { planned: Planned[]; faults: Fault[] } {
  const byName = new Map(programme.routers.map((router) => [router.name, router]));
  const planned: Planned[] = [];
  const faults: Fault[] = [];
  for (const { at, line } of lines) {
    const say = (column: Column, message: string) => faults.push({ line: at, column, message });
    if (!programme.villages.has(line.village_code))
      say('village_code', `desa ${line.village_code} tidak dikenal`);
    if (line.nas_identifier !== null && isFactoryIdentity(line.nas_identifier))
      say('nas_identifier', 'MikroTik adalah nama bawaan pabrik: pilih nama lain, atau kosongkan');
    if ((line.action_username === null) !== (line.action_password === null))
      say(
        line.action_username === null ? 'action_username' : 'action_password',
        'action_username dan action_password harus diisi keduanya, atau dikosongkan keduanya',
      );
    planned.push(planOf(line, columns, byName.get(line.router_name) ?? null, make));
  }
  return { planned, faults: [...faults, ...clashes(lines, planned, programme.routers)].toSorted(byLine) };
}

const byLine = (a: Fault, b: Fault) => a.line - b.line;

function planOf(
  line: RouterLine,
  columns: ReadonlySet<Column>,
  known: Known | null,
  make: () => Made,
): Planned {
  const is = known?.facts ?? null;
  const made = make();
  /** A column that the file does not have changes nothing; an empty cell takes the value away. */
  const or = <K extends Column, T>(column: K, was: T | undefined, none: T) =>
    columns.has(column) ? ((line[column] as T | null) ?? none) : (was ?? none);
  const alive = known !== null && !known.removed;
  const via = or('via', is?.via, 'direct' as Via);
  const facts: RouterFacts = {
    villageCode: line.village_code,
    host: (via === 'hub' && alive && known.tunnelHost) || line.host,
    port: line.port,
    tls: line.tls,
    username: line.username,
    password: line.password,
    action: actionOf(line, columns, is),
    uplink: line.uplink,
    via,
    serial: or('serial', is?.serial, null),
    // These two lie in the router already: an empty cell does not draw new ones.
    nasIdentifier: line.nas_identifier ?? ((alive && is?.nasIdentifier) || made.nasIdentifier),
    radiusSecret: line.radius_secret ?? ((alive && is?.radiusSecret) || made.radiusSecret),
    contactName: or('contact_name', is?.contactName, null),
    contactPhone: or('contact_phone', is?.contactPhone, null),
    provider: or('provider', is?.provider, null),
    customerNo: or('customer_no', is?.customerNo, null),
    plnId: or('pln_id', is?.plnId, null),
    paidUntil: or('paid_until', is?.paidUntil, null),
    dataQuotaGb: or('data_quota_gb', is?.dataQuotaGb, null),
  };
  const kind = known === null || known.removed ? 'added' : isSame(is!, facts) ? 'unchanged' : 'changed';
  return { name: line.router_name, known, kind, facts };
}

function actionOf(
  line: RouterLine,
  columns: ReadonlySet<Column>,
  is: RouterFacts | null,
): RouterFacts['action'] {
  if (!columns.has('action_username') && !columns.has('action_password')) return is?.action ?? null;
  if (line.action_username === null || line.action_password === null) return null;
  return { username: line.action_username, password: line.action_password };
}

export function isSame(a: RouterFacts, b: RouterFacts): boolean {
  return changedFields(a, b).length === 0;
}

export function changedFields(a: RouterFacts, b: RouterFacts): (keyof RouterFacts)[] {
  return (Object.keys(a) as (keyof RouterFacts)[]).filter(
    (key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]),
  );
}

/** Names, addresses, NAS-Identifiers and serial numbers that would be there twice, in the file or beside what stays as it is. */
function clashes(
  lines: readonly GoodLine[],
  planned: readonly Planned[],
  routers: readonly Known[],
): Fault[] {
  const faults: Fault[] = [];
  const inFile = new Set(planned.map((one) => one.name));
  const staying = routers.filter((router) => !router.removed && !inFile.has(router.name));
  const check = (
    column: Column,
    what: string,
    keyOf: (name: string, facts: RouterFacts) => string | null,
  ) => {
    const owners = new Map<string, string>();
    for (const router of staying) {
      const key = keyOf(router.name, router.facts);
      if (key !== null) owners.set(key, `router ${router.name}`);
    }
    for (const [index, one] of planned.entries()) {
      const { at } = lines[index]!;
      const key = keyOf(one.name, one.facts);
      if (key === null) continue;
      const owner = owners.get(key);
      if (owner) faults.push({ line: at, column, message: `${what} ${key} sudah dipakai oleh ${owner}` });
      else owners.set(key, `baris ${at}`);
    }
  };
  check('router_name', 'nama', (name) => name);
  check('host', 'alamat', (_name, { host, port }) => `${host.toLowerCase()}:${port}`);
  check('nas_identifier', 'NAS-Identifier', (_name, facts) => facts.nasIdentifier);
  check('serial', 'nomor seri', (_name, { serial }) => serial?.toUpperCase() ?? null);
  return faults;
}
