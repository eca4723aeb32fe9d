import { BlockList, isIP } from 'node:net';
import type { Config } from './platform/config.ts';

/** The settings do not do for the routers that are there. */
export class NotFit extends Error {
  override readonly name = 'NotFit';
}

export interface Judgement {
  /** Why this must not start; null = it may. */
  readonly refusal: string | null;
  readonly warnings: readonly string[];
}

type Settings = Pick<Config, 'portalPublicUrl' | 'opsPublicUrl' | 'trustedProxy'>;

/** What the addresses of `settings` lack when `real` routers (not simulated ones) are in the inventory. Pure. */
export function judgeSettings(settings: Settings, real: number): Judgement {
  const { portalPublicUrl, opsPublicUrl } = settings;
  const warnings: string[] = [];
  const routers = `${real} real router${real === 1 ? '' : 's'}`;
  const where =
    'e.g. PORTAL_PUBLIC_URL=https://wifi.example.go.id in /etc/sinyal-desa/sinyal-desa.env or .env';
  let refusal: string | null = null;
  if (portalPublicUrl === null && real > 0)
    refusal = `PORTAL_PUBLIC_URL is not set, and there are ${routers}, whose phones need an address for the portal: ${where}`;
  else if (portalPublicUrl === null)
    warnings.push(`PORTAL_PUBLIC_URL is not set: the first real router will need it, ${where}`);
  else if (isLoopback(portalPublicUrl) && real > 0)
    refusal = `PORTAL_PUBLIC_URL is ${portalPublicUrl}, which every phone takes for itself, and there are ${routers}: ${where}`;
  if (opsPublicUrl === null)
    warnings.push(
      'OPS_PUBLIC_URL is not set: links in alarms and of the first admin lead to this machine only; set it to the address of the dashboard, e.g. https://sinyal.example.go.id',
    );
  else if (opsPublicUrl.startsWith('https:') && settings.trustedProxy === null)
    warnings.push(
      'OPS_PUBLIC_URL is https, but TRUSTED_PROXY is not set: sign-in cookies are not marked secure and every visitor has the address of the proxy; set TRUSTED_PROXY=127.0.0.1 when Caddy or nginx runs here',
    );
  return { refusal, warnings };
}

const isLoopback = (url: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/.test(new URL(url).hostname);

/** Whose X-Forwarded-* headers are believed: of the addresses, networks and `loopback` in TRUSTED_PROXY. */
export function trustOf(trustedProxy: string | null): (address: string | undefined) => boolean {
  const list = new BlockList();
  for (const part of (trustedProxy ?? '').split(',').map((text) => text.trim())) {
    if (part === '') continue;
    if (part === 'loopback') {
      list.addSubnet('127.0.0.0', 8, 'ipv4');
      list.addAddress('::1', 'ipv6');
      continue;
    }
    const [address = '', bits] = part.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    if (address === undefined) return false;
    const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
    return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}
