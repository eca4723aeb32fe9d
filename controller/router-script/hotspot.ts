import { MARK, type Step, say, stop } from './block.ts';
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

/**
 * What the bridge already has (address, DHCP server) is used; what it lacks is made. The hotspot itself comes last: cut
 * off before it, the next paste goes on here.
 */
function made(): string[] {
  const none = (menu: string, find: string) => `([:len [${menu} find ${find}]] = 0)`;
  const when = (conditions: readonly string[], command: string) =>
    `:if (${['($ada = 0)', ...conditions].join(' && ')}) do={ ${command} }`;
  const own = ['($dhcp = 0)'];
  return [
    ':local jembatan "bridge-hotspot"',
    ':local kolam "none"',
    ':local ada 0',
    ':local dhcp 0',
    ':set ada [:len [/ip hotspot find]]',
    when(
      [none('/interface bridge', 'name=$jembatan'), '([:len [/interface bridge find]] > 0)'],
      ':set jembatan [/interface bridge get [:pick [/interface bridge find] 0] name]',
    ),
    when(
      [none('/interface bridge', 'name=$jembatan')],
      `/interface bridge add name=$jembatan comment="${MARK}"; ${say('PERINGATAN: belum ada bridge. Masukkan wifi ke bridge-hotspot: Bridge > Ports > +')}`,
    ),
    when(
      [none('/ip address', 'interface=$jembatan')],
      `/ip address add address=${NETWORK}.1/24 interface=$jembatan comment="${MARK}"`,
    ),
    ':set dhcp [:len [/ip dhcp-server find interface=$jembatan]]',
    when(own, ':set kolam "sd-warga"'),
    when(
      [...own, none('/ip pool', 'name="sd-warga"')],
      `/ip pool add name="sd-warga" ranges=${NETWORK}.10-${NETWORK}.254`,
    ),
    when(
      [...own, none('/ip dhcp-server network', `comment="${MARK}"`)],
      `/ip dhcp-server network add address=${NETWORK}.0/24 gateway=${NETWORK}.1 dns-server=${NETWORK}.1 comment="${MARK}"`,
    ),
    when(
      [...own, none('/ip firewall nat', `comment="${MARK}"`)],
      `/ip firewall nat add chain=srcnat action=masquerade src-address=${NETWORK}.0/24 comment="${MARK}"`,
    ),
    when(
      own,
      '/ip dhcp-server add name="sd-warga" interface=$jembatan address-pool=$kolam lease-time=1h disabled=no',
    ),
    when(
      [],
      '/ip hotspot add name="sd-warga" interface=$jembatan address-pool=$kolam profile=default disabled=no',
    ),
  ];
}

/** A copy of what each hotspot had, with our settings; counted inside too, since it runs once a hotspot. */
function profiles({ router }: ScriptPlan): string[] {
  const menu = '/ip hotspot profile';
  const ours = `name~"^${PROFILE_PREFIX}"`;
  const copied = ['hotspot-address', 'dns-name', 'html-directory'].map(
    (name) => `${menu} set [find name=$baru] ${name}=[${menu} get [find name=$lama] ${name}]`,
  );
  const inner = [
    `:set baru ("${PROFILE_PREFIX}" . $lama)`,
    `:if ([:len [${menu} find name=$baru]] = 0) do={ ${menu} add name=$baru }`,
    ...copied,
    '/ip hotspot set $satu profile=$baru',
  ];
  return [
    ':foreach satu in=[/ip hotspot find] do={',
    '  :local lama [/ip hotspot get $satu profile]',
    '  :local baru ""',
    '  :local dalam 0',
    `  :if ([:pick $lama 0 ${PROFILE_PREFIX.length}] != "${PROFILE_PREFIX}") do={`,
    ...inner.map((line) => `    ${line}; :set dalam ($dalam + 1)`),
    `    :if ($dalam != ${inner.length}) do={ ${stop('Langkah hotspot kehilangan baris saat ditempel: tempel lagi seluruh skrip.')} }`,
    '  }',
    '}',
    `${menu} set [find ${ours} dns-name=""] dns-name=${quoted(loginName(router))}`,
    `${menu} set [find ${ours}] use-radius=yes radius-accounting=yes radius-interim-update=received`,
    `${menu} set [find ${ours}] login-by=http-pap,mac https-redirect=no`,
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
  const command = (bridge: string) =>
    `:if ([:len [/ipv6 nd find interface=${bridge}]] = 0) do={ /ipv6 nd add interface=${bridge} ra-lifetime=none advertise-dns=no comment="${MARK}" }`;
  const each = (body: string) =>
    `:foreach satu in=[/ip hotspot find] do={ :local jembatan [/ip hotspot get $satu interface]; ${body} }`;
  if (form === 7) return [each(command('$jembatan'))];
  const parts = command('\0').split('\0').map(quoted).join(' . $jembatan . ');
  return [each(`:do { :local tutup [:parse (${parts})]; $tutup } on-error={ }`)];
}
