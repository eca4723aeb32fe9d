/** Over https the browser itself holds the cookie to this host, path and TLS. */
const SECURE_NAME = '__Host-sid';
const PLAIN_NAME = 'sid';

export const cookieName = (secure: boolean) => (secure ? SECURE_NAME : PLAIN_NAME);

export const cookieOptions = (secure: boolean) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure }) as const;

/**
 * The session's secret from a Cookie header. The plain name counts only where no secure one came along: a cookie set over
 * plain http must not take the place of the secure one.
 */
export function sessionSecretOf(header: string | undefined): string | null {
  const found = new Map<string, string>();
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && !found.has(pair.slice(0, at).trim()))
      found.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
  const secret = found.get(SECURE_NAME) ?? found.get(PLAIN_NAME);
  return secret && /^[A-Za-z0-9_-]{43}$/.test(secret) ? secret : null;
}
