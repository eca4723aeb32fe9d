import type { Row } from '../api/sentence.ts';
import { sourceOf } from '../radius/client.ts';
import { ATTR, type Attribute, integer, ipv4, MIKROTIK, text, WISPR } from '../radius/packet.ts';
import type { RouterState } from '../router-state.ts';
import { ACCESS_POINT } from '../world/board.ts';
import { WIB } from '../world/residents.ts';
import type { Phone } from './phone.ts';
import { macText, type Settings } from './profiles.ts';
import { CAUSE, type Cause, type Session } from './session.ts';

/** Mikrotik-Host-IP, Mikrotik-Realm; WISPr-Location-ID, -Name, -Logoff-URL. */
const [HOST_IP, REALM] = [10, 9];
const [LOCATION_ID, LOCATION_NAME, LOGOFF_URL] = [1, 2, 3];
const LOGIN_USER = 1;

interface Who {
  readonly user: string;
  readonly domain: string;
  readonly acctId: string;
  readonly nasPort: number;
}

/** What every packet of a hotspot says about router, phone and session, in the order of a capture. */
function common(state: RouterState, settings: Settings, phone: Phone, who: Who, server: Row): Attribute[] {
  const { profile } = settings;
  const attributes = [
    integer(ATTR.nasPortType, profile['nas-port-type'] === 'ethernet' ? 15 : 19),
    text(ATTR.callingStationId, macText(phone.mac, profile['radius-mac-format'])),
    text(ATTR.calledStationId, settings.server),
    text(ATTR.nasPortId, ACCESS_POINT),
    text(ATTR.userName, who.user),
    integer(ATTR.nasPort, who.nasPort),
    text(ATTR.acctSessionId, who.acctId),
    ipv4(ATTR.framedIpAddress, phone.ip),
    ipv4(HOST_IP, phone.ip, MIKROTIK),
  ];
  if (who.domain) attributes.push(text(REALM, who.domain, MIKROTIK));
  if (profile['radius-location-id']) attributes.push(text(LOCATION_ID, profile['radius-location-id'], WISPR));
  if (profile['radius-location-name'])
    attributes.push(text(LOCATION_NAME, profile['radius-location-name'], WISPR));
  attributes.push(text(ATTR.nasIdentifier, state.name), ipv4(ATTR.nasIpAddress, sourceOf(server, state)));
  return attributes;
}

/** Attributes of an Access-Request without the password; `form` are the fields `radius…` of the login page. */
export function accessAttributes(
  state: RouterState,
  settings: Settings,
  phone: Phone,
  who: Who,
  form: readonly Attribute[],
  server: Row,
): Attribute[] {
  const logoff = text(
    LOGOFF_URL,
    `http://${settings.profile['hotspot-address'] ?? '10.5.50.1'}/logout`,
    WISPR,
  );
  return [
    ...common(state, settings, phone, who, server),
    integer(ATTR.serviceType, LOGIN_USER),
    logoff,
    ...form,
  ];
}

export type Status = 'start' | 'stop' | 'interim';
const STATUS: Record<Status, number> = { start: 1, stop: 2, interim: 3 };

/** Attributes of an accounting packet. Input is what the router received from the resident (manual, page RADIUS, attribute list). */
export function accountingAttributes(
  state: RouterState,
  settings: Settings,
  phone: Phone,
  session: Session,
  status: Status,
  at: number,
  cause: Cause | undefined,
  server: Row,
): Attribute[] {
  const attributes = [
    integer(ATTR.acctStatusType, STATUS[status]),
    ...common(state, settings, phone, session, server),
    integer(ATTR.acctAuthentic, session.radius ? 1 : 2),
    integer(ATTR.eventTimestamp, Math.max(0, Math.floor((state.routerClock(at) - WIB) / 1_000))),
    ...session.classes.map((value) => ({ type: ATTR.class, value })),
  ];
  if (status === 'start') return attributes;
  const [input, output] = [Math.floor(session.up), Math.floor(session.down)];
  attributes.push(
    integer(ATTR.acctSessionTime, Math.floor((at - session.started) / 1_000)),
    integer(ATTR.acctInputOctets, input % 2 ** 32),
    integer(ATTR.acctInputGigawords, Math.floor(input / 2 ** 32)),
    integer(ATTR.acctInputPackets, Math.floor(input / 160)),
    integer(ATTR.acctOutputOctets, output % 2 ** 32),
    integer(ATTR.acctOutputGigawords, Math.floor(output / 2 ** 32)),
    integer(ATTR.acctOutputPackets, Math.floor(output / 1_100)),
  );
  if (cause) attributes.push(integer(ATTR.acctTerminateCause, CAUSE[cause]));
  return attributes;
}

/** Fields `radius<id>`, `radius<id>u`, `radius<id>-<vendor>`, `radius<id>-<vendor>u` of a login form: the router adds them unseen. */
export function formAttributes(fields: ReadonlyMap<string, string>): Attribute[] {
  const attributes: Attribute[] = [];
  for (const [name, value] of fields) {
    const [, id, vendor, isNumber] = /^radius(\d{1,3})(?:-(\d{1,10}))?(u?)$/.exec(name) ?? [];
    if (id === undefined || Number(id) < 1 || Number(id) > 255 || attributes.length >= 16) continue;
    const owner = vendor === undefined ? undefined : Number(vendor);
    attributes.push(
      isNumber ? integer(Number(id), Number(value) || 0, owner) : text(Number(id), value, owner),
    );
  }
  return attributes;
}
