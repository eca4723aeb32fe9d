import { MARK, rowOf, type Step } from './block.ts';
import type { ScriptPlan, Tunnel } from './plan.ts';
import { quoted } from './quote.ts';

/** Name of the tunnel's interface on the router. */
export const TUNNEL = 'sd-hub';
const KEEPALIVE = '25s';
const named = `name="${TUNNEL}"`;

/** The router dials out: behind a carrier's NAT nothing can be dialled from outside. */
export function tunnelStep({ tunnel }: ScriptPlan): Step | null {
  if (!tunnel) return null;
  return {
    title: tunnel.kind === 'wireguard' ? 'Terowongan WireGuard ke kantor' : 'Terowongan SSTP ke kantor',
    lines: tunnel.kind === 'wireguard' ? wireguard(tunnel) : sstp(tunnel),
  };
}

/** Key and peer are compared first: to set them anew breaks the handshake that stands. */
function wireguard({
  privateKey,
  hubPublicKey,
  endpoint,
  address,
  hub,
}: Extract<Tunnel, { kind: 'wireguard' }>): string[] {
  const menu = '/interface wireguard';
  const peer = `interface="${TUNNEL}" public-key=${quoted(hubPublicKey)}`;
  const key = quoted(privateKey);
  return [
    `:if ([:len [${menu} find ${named}]] = 0) do={ ${menu} add ${named} private-key=${key} comment="${MARK}" }`,
    `:if ([${menu} get [find ${named}] private-key] != ${key}) do={ ${menu} set [find ${named}] private-key=${key} }`,
    `${menu} set [find ${named}] disabled=no`,
    `:foreach satu in=[${menu} peers find interface="${TUNNEL}"] do={ :if ([${menu} peers get $satu public-key] != ${quoted(hubPublicKey)}) do={ ${menu} peers remove $satu } }`,
    `:if ([:len [${menu} peers find ${peer}]] = 0) do={ ${menu} peers add ${peer} allowed-address=${hub}/32 comment="${MARK}" }`,
    `${menu} peers set [find ${peer}] endpoint-address=${quoted(endpoint.host)} endpoint-port=${endpoint.port}`,
    `${menu} peers set [find ${peer}] allowed-address=${hub}/32 persistent-keepalive=${KEEPALIVE} disabled=no`,
    // Point to point: the route to the hub, and to nothing else, comes with the address.
    `:foreach satu in=[/ip address find interface="${TUNNEL}"] do={ :if (([/ip address get $satu address] . "") != "${address}/32") do={ /ip address remove $satu } }`,
    `:if ([:len [/ip address find interface="${TUNNEL}"]] = 0) do={ /ip address add address=${address}/32 network=${hub} interface="${TUNNEL}" comment="${MARK}" }`,
  ];
}

/** The hub gives the address; `connect-to` of RouterOS 6 is host:port (manual 6, SSTP). */
function sstp({ user, password, endpoint }: Extract<Tunnel, { kind: 'sstp' }>): string[] {
  const to = quoted(`${endpoint.host}:${endpoint.port}`);
  return rowOf('/interface sstp-client', named, `${named} connect-to=${to} comment="${MARK}"`, [
    `connect-to=${to} user=${quoted(user)} password=${quoted(password)}`,
    'authentication=mschap2 add-default-route=no keepalive-timeout=60 disabled=no',
  ]);
}
