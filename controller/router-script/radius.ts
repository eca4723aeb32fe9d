import { isIP } from 'node:net';
import { MARK, rowOf, type Step } from './block.ts';
import type { ScriptPlan } from './plan.ts';
import { quoted } from './quote.ts';

export function radiusStep(plan: ScriptPlan): Step {
  return { title: 'RADIUS dan jalan ke portal', lines: [...server(plan), ...garden(plan)] };
}

/** Three seconds, since the default of old versions (300 ms) is less than a satellite's way up and down. */
function server({ controller, radius }: ScriptPlan): string[] {
  const { authPort, acctPort, secret, sourceAddress } = radius;
  const other = `service~"hotspot" comment!="${MARK}" disabled=no`;
  return [
    ...rowOf('/radius', `comment="${MARK}"`, `service=hotspot address=${controller} comment="${MARK}"`, [
      `service=hotspot address=${controller} secret=${quoted(secret)} timeout=3s disabled=no`,
      `authentication-port=${authPort} accounting-port=${acctPort}`,
      ...(sourceAddress === null ? [] : [`src-address=${sourceAddress}`]),
    ]),
    // The first of the list is asked first: another one would answer in our place.
    `:if ([:len [/radius find ${other}]] > 0) do={ :put "PERINGATAN: ada server RADIUS hotspot lain di menu RADIUS. Matikan kalau tidak dipakai." }`,
  ];
}

/** Ports under which phones reach the portal: its own first, then those of a web address typed by hand. */
export function gardenPorts(origin: string): number[] {
  const { port, protocol } = new URL(origin);
  const own = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  return [...new Set([own, 443, 80])].slice(0, 2);
}

/** Only the portal's host: with more in it phones believe that they are online, and show no portal. */
function garden({ portal }: ScriptPlan): string[] {
  const menu = '/ip hotspot walled-garden ip';
  const host = new URL(portal.origin).hostname.replaceAll(/^\[|\]$/g, '');
  const to = isIP(host) === 4 ? `dst-address=${host}` : `dst-host=${quoted(host)}`;
  return gardenPorts(portal.origin).flatMap((port, index) =>
    rowOf(
      menu,
      `comment="${MARK} ${index + 1}"`,
      `action=accept protocol=tcp comment="${MARK} ${index + 1}"`,
      [`action=accept protocol=tcp dst-port=${port} ${to} disabled=no`],
    ),
  );
}
