import { duration } from '../ros-format.ts';
import type { RouterState } from '../router-state.ts';
import { errorSource } from './files.ts';
import type { Hotspot } from './hotspot.ts';
import { type Refusal, trialSecondsLeft } from './login.ts';
import type { Phone } from './phone.ts';
import { secondsIn, settingsOf } from './profiles.ts';
import type { Session } from './session.ts';
import { escaped, render, type Variables } from './template.ts';

/** What a page is drawn for. */
export interface Scene {
  readonly hotspot: Hotspot;
  readonly phone: Phone;
  /** Present, or the one just ended on `/logout`. */
  readonly session: Session | undefined;
  readonly loggedIn: boolean;
  /** Host and, unless 80, port under which this phone reaches the servlet. */
  readonly origin: string;
  /** Where the phone wanted to go, empty when nowhere. */
  readonly wanted: string;
  readonly redirect: string;
  readonly refusal?: Refusal | undefined;
  readonly fields: ReadonlyMap<string, string>;
  /** Request headers are readable by name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** 1536 → `1.5 KiB` */
function nice(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  const power = Math.min(3, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1_024 ** power).toFixed(1)} ${['B', 'KiB', 'MiB', 'GiB'][power]}`;
}

/** All variables of the servlet (manual, page Hotspot customisation, "Variables"). */
export function variablesOf(scene: Scene): Variables {
  const { hotspot, phone, session } = scene;
  const { state } = hotspot;
  const settings = settingsOf(state);
  const now = state.clock();
  const base = `http://${scene.origin}`;
  const own: Record<string, () => string | undefined> = {
    hostname: () => scene.origin.replace(/:\d+$/, ''),
    identity: () => state.name,
    'server-name': () => settings?.server,
    'server-address': () => `${settings?.profile['hotspot-address'] ?? '10.5.50.1'}:80`,
    'interface-name': () => 'bridge-hotspot',
    'vlan-id': () => '',
    'login-by': () => session?.by ?? '',
    'plain-passwd': () => (settings?.loginBy.has('http-pap') ? 'yes' : 'no'),
    'ssl-login': () => 'no',
    'location-id': () => settings?.profile['radius-location-id'],
    'location-name': () => settings?.profile['radius-location-name'],
    'link-login': () => `${base}/login${scene.wanted ? `?dst=${escaped(scene.wanted)}` : ''}`,
    'link-login-only': () => `${base}/login`,
    'link-logout': () => `${base}/logout`,
    'link-status': () => `${base}/status`,
    'link-orig': () => scene.wanted,
    'link-redirect': () => scene.redirect,
    'link-advert': () => '',
    mac: () => phone.mac,
    ip: () => phone.ip,
    'host-ip': () => phone.ip,
    username: () => session?.user ?? scene.fields.get('username') ?? '',
    domain: () => session?.domain ?? scene.fields.get('domain') ?? '',
    'logged-in': () => (scene.loggedIn ? 'yes' : 'no'),
    trial: () =>
      settings?.loginBy.has('trial') && trialSecondsLeft(hotspot, settings, phone) > 0 ? 'yes' : 'no',
    popup: () => scene.fields.get('popup') ?? '',
    'chap-id': () => '',
    'chap-challenge': () => '',
    'error-type': () => scene.refusal?.key ?? '',
    'error-orig': () => scene.refusal?.original ?? '',
    ...sessionVariables(state, session, now),
  };
  const variables: Variables = (name) => {
    if (Object.hasOwn(own, name)) return own[name]!() ?? '';
    if (name === 'error')
      return scene.refusal ? render(errorSource(state, scene.refusal.key), variables).body : '';
    if (/^radius18(\[0])?$/.test(name)) return session?.message ?? '';
    if (/^radius\d/.test(name)) return '';
    const header = scene.headers[name.toLowerCase()];
    return Array.isArray(header) ? header.join(', ') : header;
  };
  return variables;
}

/** Times come twice: as text and, `-secs`, as seconds. */
function sessionVariables(
  state: RouterState,
  session: Session | undefined,
  now: number,
): Record<string, () => string | undefined> {
  const seconds = session ? (now - session.started) / 1_000 : 0;
  const { limits } = session ?? {};
  const [up, down] = [Math.floor(session?.up ?? 0), Math.floor(session?.down ?? 0)];
  const left = (limit: number | undefined, used: number): string =>
    limit ? String(Math.max(0, Math.floor(limit - used))) : '';
  const refresh = secondsIn(state.table('/ip/hotspot/user/profile').single['status-autorefresh']);
  const time = (name: string, value: number | undefined, none: string): Record<string, () => string> => ({
    [name]: () => (value ? duration(value) : ''),
    [`${name}-secs`]: () => (value ? String(Math.max(0, Math.floor(value))) : none),
  });
  return {
    ...time('uptime', session && Math.max(1, seconds), '0'),
    ...time('session-timeout', limits?.sessionSeconds, '0'),
    ...time('session-time-left', limits?.sessionSeconds && Math.max(1, limits.sessionSeconds - seconds), '0'),
    ...time('idle-timeout', limits?.idleSeconds, '0'),
    ...time('refresh-timeout', refresh, '0'),
    'bytes-in': () => String(up),
    'bytes-out': () => String(down),
    'bytes-in-nice': () => nice(up),
    'bytes-out-nice': () => nice(down),
    'packets-in': () => String(Math.floor(up / 160)),
    'packets-out': () => String(Math.floor(down / 1_100)),
    'limit-bytes-in': () => String(limits?.upBytes ?? ''),
    'limit-bytes-out': () => String(limits?.downBytes ?? limits?.totalBytes ?? ''),
    'limit-bytes-total': () => String(limits?.totalBytes ?? ''),
    'remain-bytes-in': () => left(limits?.upBytes, up),
    'remain-bytes-out': () => left(limits?.downBytes, down) || left(limits?.totalBytes, up + down),
    'remain-bytes-total': () => left(limits?.totalBytes, up + down),
  };
}
