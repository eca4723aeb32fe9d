/** The village's page, open from any network: `info.` before the host of the portal. */
export function infoAddress(portalUrl: string, villageCode: string): string {
  const url = new URL(portalUrl);
  url.hostname = `info.${url.hostname}`;
  url.pathname = `/${villageCode}`;
  return url.toString();
}
