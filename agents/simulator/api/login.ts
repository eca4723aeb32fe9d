import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Policy } from '../handle.ts';
import type { RouterState } from '../router-state.ts';
import { type Request, type Row, Trap } from './sentence.ts';

/** Who logged in, and what his group let him do at that moment: a changed group acts on new logins. */
export interface Account {
  readonly user: string;
  readonly group: string;
  readonly policies: ReadonlySet<Policy>;
}

export type LoginStep = { account: Account } | { challenge: string };

const REFUSED = 'invalid user name or password (6)';

const isSame = (a: string, b: string): boolean => {
  const [x, y] = [a, b].map((text) => createHash('sha256').update(text, 'latin1').digest()) as [
    Buffer,
    Buffer,
  ];
  return timingSafeEqual(x, y);
};

/** md5(0x00 + password + challenge), in front of it `00` (manual, page API, login before 6.43). */
export function challengeResponse(password: string, challenge: string): string {
  const md5 = createHash('md5').update(Buffer.of(0)).update(password, 'latin1').update(challenge, 'hex');
  return `00${md5.digest('hex')}`;
}

/** `/login` in either form; throws the Trap of a refusal. `challenge` is the one given out on this connection before. */
export function login(
  state: RouterState,
  request: Request,
  from: string,
  challenge: string | undefined,
): LoginStep {
  const { args } = request;
  const name = args.get('name');
  if (name === undefined) {
    if (!state.features.challengeLogin) throw new Trap(REFUSED);
    return { challenge: randomBytes(16).toString('hex') };
  }
  const response = args.get('response');
  const row = state.table('/user').rows.find((user) => user.name === name);
  const password = row?.password ?? '';
  const right =
    response === undefined
      ? isSame(args.get('password') ?? '', password)
      : state.features.challengeLogin &&
        challenge !== undefined &&
        isSame(response.toLowerCase(), challengeResponse(password, challenge));
  if (!row || !right || row.disabled === 'true' || state.has('wrong-password') || !isAllowedFrom(row, from))
    throw new Trap(REFUSED);
  const policies = policiesOf(state, row);
  if (!policies.has('api')) throw new Trap(REFUSED);
  return { account: { user: name, group: row.group ?? '', policies } };
}

function policiesOf(state: RouterState, user: Row): ReadonlySet<Policy> {
  const group = state.table('/user/group').rows.find((row) => row.name === user.group);
  const words = (group?.policy ?? '').split(',').filter((word) => word !== '' && !word.startsWith('!'));
  return new Set(words as Policy[]);
}

/** `address=` of a user or a service: a list of IPv4 addresses and prefixes, empty = everywhere. */
export function isAllowedFrom(row: Row, from: string): boolean {
  const prefixes = (row.address ?? '').split(',').filter((prefix) => prefix !== '' && prefix !== '0.0.0.0/0');
  return prefixes.length === 0 || prefixes.some((prefix) => isWithin(from, prefix));
}

function isWithin(address: string, prefix: string): boolean {
  const [net = '', bits = '32'] = prefix.split('/');
  const shift = 32 - Number(bits);
  return numberOf(address) >>> shift === numberOf(net) >>> shift || Number(bits) === 0;
}

const numberOf = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) >>> 0;
