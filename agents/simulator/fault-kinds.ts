/** Every trouble that a simulated router can be given, each with the sentence that `GET /faults` shows. The list is closed. */
export const FAULTS = {
  'power-cut':
    'No power: the router is gone, and comes back with uptime 0, counters at 0 and a clock in 1970.',
  'uplink-cut':
    'The uplink is cut: the router is gone for everybody outside, but its uptime runs on; residents lose the internet.',
  'uplink-cut-plug-pulled':
    'The uplink is cut and a villager pulls the plug shortly before it returns: gone, then back with a small uptime although the power never failed.',
  'access-point-dead': 'The router is well, its access-point port has no link, nobody is on it.',
  'slow-link': 'Answers come `latencyMs` (2500) plus up to `jitterMs` (1000) late, in order.',
  'high-loss':
    'The uplink loses the share `loss` (0.3) of its packets: answers wait for retransmission, RADIUS packets and pings vanish.',
  'half-open': 'Connections that are open now never answer again and never close; new ones are well.',
  'cut-at-byte': 'Each API connection is closed (FIN) after `at` (40) more bytes of answers.',
  'byte-by-byte': 'Each byte of an answer is a TCP segment of its own.',
  'silence-after-login': 'Login succeeds, then nothing is ever answered.',
  rst: 'Each API connection is reset (RST) once `at` (0) more bytes of answers have been sent.',
  'garbage-length':
    'After login, an answer begins with a reserved length byte (0xFB): the stream cannot be read on.',
  'wrong-password': 'Someone changed the password: sessions are ended, logins are refused.',
  'session-limit': 'All API sessions are taken: connections are accepted and closed at once.',
  'radius-unanswered': 'The RADIUS server is not heard: requests are resent, time out and are counted so.',
  'hotspot-invalid': 'The hotspot server is invalid: its login pages are not served and nobody is on it.',
  'device-mode-blocked': 'Device-mode forbids the hotspot: it is flagged disabled, nobody is on it.',
  'clock-wrong': 'The clock is wrong: 1970 plus uptime, as without NTP.',
  refused: 'The API port is closed: connections are refused.',
} as const;

export type FaultKind = keyof typeof FAULTS;

/** Particulars of a fault; each has a default and matters only to the kinds whose sentence names it. */
export interface FaultDetails {
  /** Mended by itself after so many seconds; without it the fault stays until `mend`. */
  readonly seconds?: number | undefined;
  /** Delay of an answer, ms (a round trip, not one way). */
  readonly latencyMs?: number | undefined;
  /** Most that chance adds to the delay, ms. */
  readonly jitterMs?: number | undefined;
  /** Share of packets lost, 0..1. */
  readonly loss?: number | undefined;
  /** Bytes of answers that a connection still sends before it is cut. */
  readonly at?: number | undefined;
}

export const isFaultKind = (text: string): text is FaultKind => Object.hasOwn(FAULTS, text);

/** While one of these holds, nobody outside hears the router. */
export const GONE: ReadonlySet<FaultKind> = new Set(['power-cut', 'uplink-cut', 'uplink-cut-plug-pulled']);
