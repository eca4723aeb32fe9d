import { MARK, type Step, say } from './block.ts';
import type { ScriptPlan } from './plan.ts';
import { quoted } from './quote.ts';

const NETWORK = '10.5.50';

/** Our copy of a hotspot profile: the one that was there stays as it is, for the undo. */
export const PROFILE_PREFIX = 'sd-';

/** A name that phones take for a local one; HTTPS-first browsers would not go there else. */
export const loginName = (router: string): string =>
  `login.${
    router
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 50) || 'desa'
  }.lan`;

/** Makes a hotspot where there is none, and gives every hotspot a profile of ours. */
export function hotspotStep(plan: ScriptPlan): Step {
  return {
    title: 'Hotspot',
    lines: [...made(), ...profiles(plan), ...userProfile, ...ipv6(plan)],
  };
}

/** What the bridge already has (address, DHCP server) is used; what it lacks is made. */
const made = (): string[] => [
  ':if ([:len [/ip hotspot find]] = 0) do={',
  '  :local jembatan "bridge-hotspot"',
  '  :if ([:len [/interface bridge find name=$jembatan]] = 0) do={',
  '    :if ([:len [/interface bridge find]] > 0) do={ :set jembatan [/interface bridge get [:pick [/interface bridge find] 0] name] } else={',
  `      /interface bridge add name=$jembatan comment="${MARK}"`,
  `      ${say('PERINGATAN: belum ada bridge. Masukkan wifi ke bridge-hotspot: Bridge > Ports > +')}`,
  '    }',
  '  }',
  '  :if ([:len [/ip address find interface=$jembatan]] = 0) do={',
  `    /ip address add address=${NETWORK}.1/24 interface=$jembatan comment="${MARK}"`,
  '  }',
  '  :local kolam "none"',
  '  :if ([:len [/ip dhcp-server find interface=$jembatan]] = 0) do={',
  '    :set kolam "sd-warga"',
  '    :if ([:len [/ip pool find name=$kolam]] = 0) do={',
  `      /ip pool add name=$kolam ranges=${NETWORK}.10-${NETWORK}.254`,
  '    }',
  `    /ip dhcp-server add name="sd-warga" interface=$jembatan address-pool=$kolam lease-time=1h disabled=no`,
  `    /ip dhcp-server network add address=${NETWORK}.0/24 gateway=${NETWORK}.1 dns-server=${NETWORK}.1 comment="${MARK}"`,
  `    /ip firewall nat add chain=srcnat action=masquerade src-address=${NETWORK}.0/24 comment="${MARK}"`,
  '  }',
  '  /ip hotspot add name="sd-warga" interface=$jembatan address-pool=$kolam disabled=no',
  '}',
];

function profiles({ router }: ScriptPlan): string[] {
  const menu = '/ip hotspot profile';
  const ours = `name~"^${PROFILE_PREFIX}"`;
  return [
    ':foreach satu in=[/ip hotspot find] do={',
    '  :local lama [/ip hotspot get $satu profile]',
    `  :if ([:pick $lama 0 ${PROFILE_PREFIX.length}] != "${PROFILE_PREFIX}") do={`,
    `    :local baru ("${PROFILE_PREFIX}" . $lama)`,
    `    :if ([:len [${menu} find name=$baru]] = 0) do={ ${menu} add name=$baru }`,
    `    ${menu} set [find name=$baru] hotspot-address=[${menu} get [find name=$lama] hotspot-address]`,
    `    ${menu} set [find name=$baru] dns-name=[${menu} get [find name=$lama] dns-name]`,
    `    ${menu} set [find name=$baru] html-directory=[${menu} get [find name=$lama] html-directory]`,
    '    /ip hotspot set $satu profile=$baru',
    '  }',
    '}',
    `:foreach satu in=[${menu} find ${ours}] do={`,
    `  :if ([${menu} get $satu dns-name] = "") do={ ${menu} set $satu dns-name=${quoted(loginName(router))} }`,
    `  ${menu} set $satu use-radius=yes radius-accounting=yes radius-interim-update=received`,
    `  ${menu} set $satu login-by=http-pap,mac,trial https-redirect=no`,
    '}',
  ];
}

/** A one-time ticket cannot be replayed by a mac-cookie; a sleeping phone does not answer, and is still online. */
const userProfile = [
  '/ip hotspot user profile set [find name="default"] add-mac-cookie=no',
  '/ip hotspot user profile set [find name="default"] keepalive-timeout=none idle-timeout=20m',
];

/**
 * A hotspot holds back IPv4 only: phones must not learn of another way. RouterOS 6 has IPv6 in a package that is off
 * from the factory, and its console then does not know the menu.
 */
function ipv6({ form }: ScriptPlan): string[] {
  const add = `/ipv6 nd add interface=$jembatan ra-lifetime=none advertise-dns=no comment="${MARK}"`;
  const each = (lines: readonly string[]) => [
    ':foreach satu in=[/ip hotspot find] do={',
    '  :local jembatan [/ip hotspot get $satu interface]',
    ...lines,
    '}',
  ];
  if (form === 7) return each([`  :if ([:len [/ipv6 nd find interface=$jembatan]] = 0) do={ ${add} }`]);
  const parsed = `:if ([:len [/ipv6 nd find interface=JEMBATAN]] = 0) do={ ${add.replace('$jembatan', 'JEMBATAN')} }`;
  const [before = '', between = '', after = ''] = parsed.split('JEMBATAN');
  return each([
    '  :do {',
    `    :local tutup [:parse (${quoted(before)} . $jembatan . ${quoted(between)} . $jembatan . ${quoted(after)})]`,
    '    $tutup',
    '  } on-error={ }',
  ]);
}
