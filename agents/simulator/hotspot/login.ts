import { ATTR, type Attribute, MIKROTIK, numberIn, type Reply, textIn } from '../radius/packet.ts';
import { accessAttributes } from './attributes.ts';
import type { ErrorKey } from './default-pages.ts';
import type { Hotspot, NewSession } from './hotspot.ts';
import type { Phone } from './phone.ts';
import { macText, profileLimits, type Settings, secondsIn, settingsOf } from './profiles.ts';
import type { Limits } from './session.ts';

export interface Refusal {
  readonly key: ErrorKey;
  /** `$(error-orig)`: what RADIUS said, or more about the error. */
  readonly original: string;
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
  readonly domain?: string | undefined;
  readonly by: 'http-pap' | 'mac' | 'trial';
  readonly form?: readonly Attribute[];
}

/** Phones whose trial time is remembered; the one known longest makes room. */
const MOST_TRIALS = 1_000;
const MAC = /^([0-9A-F]{2}[:-]?){5}[0-9A-F]{2}$/i;
const refuse = (key: ErrorKey, original = ''): Refusal => ({ key, original });
const digits = (mac: string): string => mac.replace(/[:-]/g, '').toUpperCase();

/** Logs a phone in, or says why not. One attempt at a time per phone. */
export async function logIn(
  hotspot: Hotspot,
  phone: Phone,
  credentials: Credentials,
): Promise<Refusal | undefined> {
  const settings = settingsOf(hotspot.state);
  if (!settings) return refuse('shutting-down');
  if (phone.authorizing) return refuse('auth-in-progress');
  phone.authorizing = true;
  try {
    const result = await decide(hotspot, settings, phone, credentials);
    if ('key' in result) {
      hotspot.state.note(
        'hotspot,info,debug',
        `->: ${credentials.user} (${phone.ip}): login failed: ${result.key}`,
      );
      return result;
    }
    if (phone.session) hotspot.end(phone, 'user-request');
    hotspot.begin(phone, result);
    return undefined;
  } finally {
    phone.authorizing = false;
  }
}

async function decide(
  hotspot: Hotspot,
  settings: Settings,
  phone: Phone,
  credentials: Credentials,
): Promise<NewSession | Refusal> {
  const { user, by } = credentials;
  if (by !== 'mac' && user === `T-${phone.mac}`) return trial(hotspot, settings, phone, user);
  if (by === 'http-pap' && !settings.loginBy.has('http-pap')) return refuse('chap-missing');
  // a name that looks like a MAC address is taken only from that phone
  if (MAC.test(user) && digits(user) !== digits(phone.mac)) return refuse('wrong-mac-username');
  if (user === '') return refuse('invalid-username');
  const local = hotspot.state
    .table('/ip/hotspot/user')
    .rows.find((row) => row.name === user && row.default !== 'true');
  if (local) return localUser(hotspot, phone, credentials, local);
  if (!settings.useRadius || hotspot.radius.servers.length === 0) return refuse('invalid-username');
  return remoteUser(hotspot, settings, phone, credentials);
}

function trial(hotspot: Hotspot, settings: Settings, phone: Phone, user: string): NewSession | Refusal {
  const left = trialSecondsLeft(hotspot, settings, phone);
  if (!settings.loginBy.has('trial')) return refuse('invalid-username');
  if (left <= 0) return refuse('uptime-limit');
  const { state } = hotspot;
  if (hotspot.trials.size >= MOST_TRIALS) hotspot.trials.delete(hotspot.trials.keys().next().value!);
  if (!hotspot.trials.has(phone.mac)) hotspot.trials.set(phone.mac, { used: 0, since: state.clock() });
  const { sharedUsers: _shared, ...limits } = profileLimits(state, settings.profile['trial-user-profile']);
  const interimSeconds = interim(settings, undefined);
  return {
    user,
    domain: '',
    by: 'trial',
    radius: false,
    limits: { ...limits, interimSeconds, sessionSeconds: left },
    ...hotspot.nextIds(),
  };
}

/** What is left of `trial-uptime-limit`, counted anew after `trial-uptime-reset`. */
export function trialSecondsLeft(hotspot: Hotspot, settings: Settings, phone: Phone): number {
  const limit = secondsIn(settings.profile['trial-uptime-limit']) ?? Number.POSITIVE_INFINITY;
  const reset = secondsIn(settings.profile['trial-uptime-reset']) ?? Number.POSITIVE_INFINITY;
  const known = hotspot.trials.get(phone.mac);
  if (known && hotspot.state.clock() - known.since > reset * 1_000) hotspot.trials.delete(phone.mac);
  return limit - (hotspot.trials.get(phone.mac)?.used ?? 0) / 1_000;
}

function localUser(
  hotspot: Hotspot,
  phone: Phone,
  { user, password, by, domain = '' }: Credentials,
  row: Record<string, string>,
): NewSession | Refusal {
  if (row.disabled === 'true' || (row.password ?? '') !== password) return refuse('invalid-username');
  if (row['mac-address'] && digits(row['mac-address']) !== digits(phone.mac)) return refuse('invalid-mac');
  const { sharedUsers, ...limits } = profileLimits(hotspot.state, row.profile);
  if (sharedUsers !== undefined && othersOf(hotspot, phone, user) >= sharedUsers)
    return refuse('user-session-limit');
  const used = Number(row['bytes-in'] ?? 0) + Number(row['bytes-out'] ?? 0);
  const total = row['limit-bytes-total'] ? Number(row['limit-bytes-total']) : undefined;
  if (total && used >= total) return refuse('traffic-limit');
  return {
    user,
    domain,
    by,
    radius: false,
    localUser: user,
    ...hotspot.nextIds(),
    limits: {
      ...limits,
      sessionSeconds: secondsIn(row['limit-uptime']) ?? limits.sessionSeconds,
      totalBytes: total && total - used,
    },
  };
}

const othersOf = (hotspot: Hotspot, phone: Phone, user: string): number =>
  hotspot.sessionsOf(user) - (phone.session?.user === user ? 1 : 0);

async function remoteUser(
  hotspot: Hotspot,
  settings: Settings,
  phone: Phone,
  credentials: Credentials,
): Promise<NewSession | Refusal> {
  const {
    user,
    password,
    by,
    domain = settings.profile['radius-default-domain'] ?? '',
    form = [],
  } = credentials;
  const ids = hotspot.nextIds();
  const { state } = hotspot;
  const boot = state.reboots;
  const reply = await hotspot.radius.access(
    (server) => accessAttributes(state, settings, phone, { user, domain, ...ids }, form, server),
    password,
  );
  const outcome = !reply ? 'timeout' : reply.code === 2 ? 'accept' : 'reject';
  state.events.emit('radius', { what: 'access', outcome, user });
  if (state.dead || state.reboots !== boot) return refuse('shutting-down');
  if (!reply) return refuse('radius-timeout');
  const message = textIn(reply, ATTR.replyMessage);
  if (reply.code !== 2)
    return message === undefined ? refuse('invalid-username') : refuse('radius-reply', message);
  const { limits, sharedUsers } = acceptedLimits(hotspot, settings, reply);
  if (sharedUsers !== undefined && othersOf(hotspot, phone, user) >= sharedUsers)
    return refuse('user-session-limit');
  const classes = reply.attributes
    .filter(({ type, vendor }) => type === ATTR.class && vendor === undefined)
    .map(({ value }) => value);
  return { user, domain, by, radius: true, classes, message, limits, ...ids };
}

/** What the Accept says, over what the user profile says. */
function acceptedLimits(
  hotspot: Hotspot,
  settings: Settings,
  reply: Reply,
): { limits: Limits; sharedUsers: number | undefined } {
  const { sharedUsers, ...own } = profileLimits(hotspot.state, textIn(reply, 3, MIKROTIK));
  const bytes = (low: number, high: number): number | undefined => {
    const octets = numberIn(reply, low, MIKROTIK);
    const giga = numberIn(reply, high, MIKROTIK);
    return octets === undefined && giga === undefined ? undefined : (giga ?? 0) * 2 ** 32 + (octets ?? 0);
  };
  const limits: Limits = {
    ...own,
    sessionSeconds: numberIn(reply, ATTR.sessionTimeout) ?? own.sessionSeconds,
    idleSeconds: numberIn(reply, ATTR.idleTimeout) ?? own.idleSeconds,
    rate: textIn(reply, 8, MIKROTIK) ?? own.rate,
    upBytes: bytes(1, 14),
    downBytes: bytes(2, 15),
    totalBytes: bytes(17, 18),
    interimSeconds: interim(settings, numberIn(reply, ATTR.acctInterimInterval)),
  };
  return { limits, sharedUsers: numberIn(reply, ATTR.portLimit) ?? sharedUsers };
}

/** `radius-interim-update`: `received` goes by the Accept, a time of its own wins. */
function interim(settings: Settings, received: number | undefined): number | undefined {
  const set = settings.profile['radius-interim-update'] ?? 'received';
  return set === 'received' ? received : secondsIn(set);
}

/** A phone has joined the access point: where the profile holds `mac`, RADIUS is asked for it by its address. */
export async function logInByMac(hotspot: Hotspot, phone: Phone): Promise<boolean> {
  const settings = settingsOf(hotspot.state);
  if (!settings?.loginBy.has('mac') || phone.session) return phone.session !== undefined;
  const { profile } = settings;
  const user = macText(phone.mac, profile['radius-mac-format']);
  const password =
    profile['mac-auth-mode'] === 'mac-as-username-and-password' ? user : (profile['mac-auth-password'] ?? '');
  return (await logIn(hotspot, phone, { user, password, by: 'mac' })) === undefined;
}
