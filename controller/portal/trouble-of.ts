import type { RejectCode } from '../access/index.ts';
import type { Trouble } from './texts/index.ts';

/** Error keys of the hotspot (errors.txt, RouterOS 6.47). */
type RouterError =
  | 'internal-error'
  | 'config-error'
  | 'ippool-empty'
  | 'shutting-down'
  | 'user-session-limit'
  | 'license-session-limit'
  | 'wrong-mac-username'
  | 'chap-missing'
  | 'invalid-username'
  | 'invalid-mac'
  | 'uptime-limit'
  | 'traffic-limit'
  | 'radius-timeout'
  | 'auth-in-progress';

const OURS: Readonly<Record<RejectCode, Trouble>> = {
  'SD-ODD': 'needs-officer',
  'SD-CHAP': 'needs-officer',
  'SD-UNKNOWN': 'again',
  'SD-OTHER': 'other-phone',
  'SD-EXPIRED': 'again',
  'SD-USED': 'again',
  'SD-QUOTA': 'quota',
  'SD-CLOSED': 'closed',
  'SD-DEVICES': 'devices',
  'SD-REVOKED': 'revoked',
};

/** Each by its key, and by how the sentence that the router shows for it as shipped begins or ends. */
const ROUTER: Readonly<Record<RouterError, readonly [Trouble, RegExp]>> = {
  'internal-error': ['needs-officer', /^internal error/],
  'config-error': ['needs-officer', /^configuration error/],
  'ippool-empty': ['full', /no more free addresses/],
  'shutting-down': ['restarting', /shutting down$/],
  'user-session-limit': ['still-connected', /^no more sessions are allowed/],
  'license-session-limit': ['full', /^session limit reached/],
  'wrong-mac-username': ['other-phone', /this MAC address is not yours$/],
  'chap-missing': ['needs-officer', /did not send challenge response/],
  'invalid-username': ['again', /^invalid (username or password|password)$/],
  'invalid-mac': ['other-phone', /not allowed to log in from this MAC address$/],
  'uptime-limit': ['quota', /has reached uptime limit$/],
  'traffic-limit': ['quota', /has reached traffic limit$/],
  'radius-timeout': ['no-answer', /^RADIUS server is not responding$/i],
  'auth-in-progress': ['under-way', /^already authorizing/],
};

/** What the router's error means for a resident. The text itself is anybody's, and is never shown. */
export function troubleOf(error: string): Trouble {
  const text = error.trim();
  if (Object.hasOwn(OURS, text)) return OURS[text as keyof typeof OURS];
  for (const [key, [trouble, sentence]] of Object.entries(ROUTER)) {
    if (text === key || sentence.test(text)) return trouble;
  }
  return 'unknown';
}
