import type { Row } from '../api/sentence.ts';
import { duration } from '../ros-format.ts';
import type { Phone } from './phone.ts';
import type { Session } from './session.ts';

/** A played session as a row of `/ip/hotspot/active`: bytes-in is what came from the phone. Limits that are not set are absent. */
export function activeRow(phone: Phone, session: Session, server: string, now: number): Row {
  const { limits } = session;
  const seconds = (now - session.started) / 1_000;
  return {
    '.id': session.id,
    server,
    user: session.user,
    ...(session.domain ? { domain: session.domain } : {}),
    address: phone.ip,
    'mac-address': phone.mac,
    'login-by': session.by,
    uptime: duration(seconds),
    ...(limits.sessionSeconds ? { 'session-time-left': duration(limits.sessionSeconds - seconds) } : {}),
    'idle-time': duration((now - phone.lastActive) / 1_000),
    ...(limits.idleSeconds ? { 'idle-timeout': duration(limits.idleSeconds) } : {}),
    ...(limits.keepaliveSeconds ? { 'keepalive-timeout': duration(limits.keepaliveSeconds) } : {}),
    'bytes-in': String(Math.floor(session.up)),
    'bytes-out': String(Math.floor(session.down)),
    'packets-in': String(Math.floor(session.up / 160)),
    'packets-out': String(Math.floor(session.down / 1_100)),
    ...(limits.upBytes ? { 'limit-bytes-in': String(limits.upBytes) } : {}),
    ...(limits.downBytes ? { 'limit-bytes-out': String(limits.downBytes) } : {}),
    ...(limits.totalBytes ? { 'limit-bytes-total': String(limits.totalBytes) } : {}),
    radius: String(session.radius),
    blocked: 'false',
  };
}
