export interface Asked {
  readonly method: string;
  /** Sec-Fetch-Site: every present browser sends it, to https and localhost only. */
  readonly fetchSite: string | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;
}

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Did a page of another site send this? Sec-Fetch-Site decides where it is there (W3C Fetch Metadata); over plain http
 * Origin must be the host that was asked, or the address under which staff reach us. Neither: no browser of the last five
 * years, so nobody's cookie came along against her will.
 */
export function isCrossSite({ method, fetchSite, origin, host }: Asked, ownOrigin: string | null): boolean {
  if (SAFE.has(method)) return false;
  if (fetchSite !== undefined) return fetchSite !== 'same-origin' && fetchSite !== 'none';
  if (origin === undefined) return false;
  if (origin === ownOrigin) return false;
  return !URL.canParse(origin) || host === undefined || new URL(origin).host !== host.toLowerCase();
}
