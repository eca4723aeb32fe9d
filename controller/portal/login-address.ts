/** What the database knows of a router's own login page. */
export interface KnownLogin {
  /** Hotspot address and dns-name, as the router itself told the agent. */
  readonly loginHosts: readonly string[];
  /** Origin of its login page where it is none of these on its usual port. */
  readonly loginOrigin: string | null;
  /** A simulated router shows each phone its page on a port of the phone's own. */
  readonly simulated: boolean;
}

/**
 * Where a phone is sent with its ticket. The address in the query is anybody's: it is taken only when it is that
 * router's own, and else made from the database. Null: nothing is known of the router's page yet.
 */
export function loginAddress(given: string | null, known: KnownLogin): string | null {
  if (given !== null && isOwn(given, known)) return given;
  if (known.loginOrigin !== null) return `${known.loginOrigin}/login`;
  // A name rather than an address: browsers that go to https first leave local names alone.
  const host =
    known.loginHosts.find((one) => /[a-z]/i.test(one) && !one.includes(':')) ?? known.loginHosts[0];
  return host === undefined ? null : `http://${host}/login`;
}

function isOwn(given: string, { loginHosts, loginOrigin, simulated }: KnownLogin): boolean {
  // What a parser would mend (spaces, backslashes, another scheme's slashes) is refused: only plain addresses pass.
  if (!/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?\/login$/i.test(given) || !URL.canParse(given)) return false;
  const url = new URL(given);
  if (loginOrigin !== null && url.origin === new URL(loginOrigin).origin) return true;
  // 80 of http and 443 of https are no port to the parser.
  const isHost = loginHosts.some((host) => host.toLowerCase() === url.hostname);
  return isHost && (url.port === '' || simulated);
}
