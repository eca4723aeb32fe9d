import { MARK, type Step } from './block.ts';
import type { ScriptPlan } from './plan.ts';

/** Interfaces with a hotspot. */
export const RESIDENTS = 'sd-warga';
/** Services that nobody needs; the hotspot's own pages do not come from `www`. */
const CLOSED = ['telnet', 'ftp', 'www', 'www-ssl'] as const;
/** For the operator, through the tunnel. */
const OPERATOR = ['ssh', 'winbox'] as const;

/** Last of all: whoever pastes over the network keeps the terminal until everything else stands. */
export function doorsStep(plan: ScriptPlan): Step {
  const { controller, api } = plan;
  const [used, unused] = api.tls ? ['api-ssl', 'api'] : ['api', 'api-ssl'];
  const from = `address=${controller}/32`;
  return {
    title: 'Pintu yang tidak dipakai ditutup',
    lines: [
      ...firewall(plan),
      `/ip service set ${used} port=${api.port} ${from} disabled=no`,
      `/ip service set ${unused} disabled=yes`,
      ...CLOSED.map((name) => `/ip service set ${name} disabled=yes`),
      ...OPERATOR.map((name) => `/ip service set ${name} ${from}`),
      '/tool bandwidth-server set enabled=no',
      '/tool mac-server set allowed-interface-list=none',
      '/tool mac-server mac-winbox set allowed-interface-list=none',
      '/tool mac-server ping set enabled=no',
    ],
  };
}

/** Factory rules drop what does not come from the LAN, so ours stand before them. DNS answers residents only: open to the world it is a weapon. */
function firewall({ controller, api }: ScriptPlan): string[] {
  const list = '/interface list member';
  const ports = [...new Set([api.port, 22, 8291])].join(',');
  return [
    '/ip dns set allow-remote-requests=yes',
    `:if ([:len [/interface list find name="${RESIDENTS}"]] = 0) do={ /interface list add name="${RESIDENTS}" comment="${MARK}" }`,
    `:foreach satu in=[/ip hotspot find] do={ :local jembatan [/ip hotspot get $satu interface]; :if ([:len [${list} find list="${RESIDENTS}" interface=$jembatan]] = 0) do={ ${list} add list="${RESIDENTS}" interface=$jembatan comment="${MARK}" } }`,
    ':local ada 0',
    ':local atas ""',
    ...rule('kantor', `action=accept protocol=tcp src-address=${controller} dst-port=${ports}`),
    ...rule('dns-udp', `action=drop protocol=udp dst-port=53 in-interface-list=!${RESIDENTS}`),
    ...rule('dns-tcp', `action=drop protocol=tcp dst-port=53 in-interface-list=!${RESIDENTS}`),
  ];
}

/** On top of the chain when it is new; where somebody moved it since, it stays. */
function rule(name: string, values: string): string[] {
  const menu = '/ip firewall filter';
  const comment = `comment="${MARK} ${name}"`;
  return [
    `:set ada [:len [${menu} find ${comment}]]`,
    `:set atas [${menu} find dynamic=no]`,
    `:if ($ada = 0) do={ ${menu} add chain=input ${values} ${comment} }`,
    `:if (($ada = 0) && ([:len $atas] > 0)) do={ ${menu} move [find ${comment}] destination=[:pick $atas 0] }`,
    `${menu} set [find ${comment}] chain=input ${values} disabled=no`,
  ];
}
