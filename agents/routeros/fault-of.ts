import { type FaultKind, type FaultPhase, RouterFault } from './router-fault.ts';

/** System errors of a socket, by what they say of the way to the router. */
const KINDS: Readonly<Record<string, FaultKind>> = {
  ENETUNREACH: 'no-route',
  ENETDOWN: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  EACCES: 'no-route',
  EPERM: 'no-route',
  EMFILE: 'no-route',
  ENFILE: 'no-route',
  ENOBUFS: 'no-route',
  ENOTFOUND: 'no-route',
  EAI_AGAIN: 'no-route',
  EAI_FAIL: 'no-route',
  EAI_NODATA: 'no-route',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'closed',
  ECONNABORTED: 'closed',
  EPIPE: 'closed',
};

/** Node adds the local address when `connect()` itself failed: no packet left, the want is on our side. */
const failedAtOnce = (error: Error): boolean => error.message.includes(' - Local (');

/** The fault that an error of a socket (`net` or `tls`) amounts to. */
export function faultOf(error: unknown, phase: FaultPhase, left = true): RouterFault {
  const cause = soleCause(error);
  const code = typeof cause.code === 'string' ? cause.code : '';
  const known = KINDS[code];
  if (known === 'unreachable' && failedAtOnce(cause))
    return new RouterFault('no-route', phase, code, { left: false, cause });
  if (known) return new RouterFault(known, phase, code, { left, cause });
  // whatever has another code comes from the TLS layer: ERR_SSL_*, SELF_SIGNED_CERT_*, CERT_*, …
  return new RouterFault('tls', phase, code || cause.message || 'TLS failed', { left, cause });
}

/** Of several addresses tried, the failure of the last. */
function soleCause(error: unknown): Error & { code?: unknown } {
  if (error instanceof AggregateError && error.errors.length > 0) return soleCause(error.errors.at(-1));
  return error instanceof Error ? error : new Error(String(error));
}
