import { GROUPS } from './accounts.ts';
import { ALONE_FOLDERS, FETCHER, GUARD } from './alone.ts';
import { MARK, say, stop } from './block.ts';
import { CERTIFICATE } from './certificate-step.ts';
import { PAGES_FOLDER } from './pages.ts';
import type { ScriptPlan } from './plan.ts';
import { plain, quoted } from './quote.ts';
import { TUNNEL } from './tunnel.ts';
import { LOG_ACTION } from './witness.ts';

/**
 * Takes away what the script made, and gives what it changed the values of the factory. The tunnel goes last: whoever
 * pastes through it loses the terminal with it.
 */
export function undoOf(plan: ScriptPlan): string {
  const { router, village, form } = plan;
  return `${[
    `# Sinyal Desa: pembatalan pemasangan router ${plain(router)} (${plain(village)}), RouterOS ${form}`,
    '# Tempel seluruhnya ke terminal router. Warga tidak dapat masuk lagi lewat portal sesudah ini.',
    ...[guard(plan), doors(plan), hotspot(plan), rest(plan)].map((lines) => ['{', ...lines, '}'].join('\n')),
  ].join('\n')}\n`;
}

function guard({ nasIdentifier, router }: ScriptPlan): string[] {
  return [
    ':global sdBatal ""',
    `:if ([/system identity get name] != ${quoted(nasIdentifier)}) do={ ${stop(`Router ini bukan ${router}: tidak ada yang diubah.`)} }`,
    `:set sdBatal ${quoted(nasIdentifier)}`,
  ];
}

/** As `blockOf` of the script: nothing where the guard refused. */
const gate = ({ nasIdentifier }: ScriptPlan) => [
  ':global sdBatal',
  `:if ($sdBatal != ${quoted(nasIdentifier)}) do={ ${stop('Dilewati.')} }`,
];

const doors = (plan: ScriptPlan) => [
  ...gate(plan),
  ...['telnet', 'ftp', 'www', 'ssh', 'winbox', 'api', 'api-ssl'].map(
    (name) => `/ip service set ${name} address="" disabled=no`,
  ),
  '/ip service set api port=8728',
  '/ip service set api-ssl port=8729 certificate=none',
  '/tool bandwidth-server set enabled=yes',
  '/tool mac-server set allowed-interface-list=all',
  '/tool mac-server mac-winbox set allowed-interface-list=all',
  '/tool mac-server ping set enabled=yes',
  `/ip firewall filter remove [find comment~"^${MARK} "]`,
  '/interface list member remove [find list="sd-warga"]',
  '/interface list remove [find name="sd-warga"]',
  say('Pintu dibuka seperti dari pabrik: ganti kata sandi admin.'),
];

const hotspot = (plan: ScriptPlan) => [
  ...gate(plan),
  `/radius remove [find comment="${MARK}"]`,
  `/ip hotspot walled-garden ip remove [find comment~"^${MARK} "]`,
  ...(plan.form === 7
    ? [`/ipv6 nd remove [find comment="${MARK}"]`]
    : [
        `:do { :local buka [:parse ${quoted(`/ipv6 nd remove [find comment="${MARK}"]`)}]; $buka } on-error={ }`,
      ]),
  '/ip hotspot remove [find name="sd-warga"]',
  ':foreach satu in=[/ip hotspot find] do={',
  '  :local baru [/ip hotspot get $satu profile]',
  '  :if ([:pick $baru 0 3] = "sd-") do={ /ip hotspot set $satu profile=[:pick $baru 3 [:len $baru]] }',
  '}',
  '/ip hotspot profile remove [find name~"^sd-"]',
  '/ip hotspot user profile set [find name="default"] add-mac-cookie=yes keepalive-timeout=2m idle-timeout=none',
  '/ip dhcp-server remove [find name="sd-warga"]',
  `/ip dhcp-server network remove [find comment="${MARK}"]`,
  '/ip pool remove [find name="sd-warga"]',
  `/ip firewall nat remove [find comment="${MARK}"]`,
  `/ip address remove [find comment="${MARK}" interface!="${TUNNEL}"]`,
  `/interface bridge remove [find comment="${MARK}"]`,
  ...Object.values(ALONE_FOLDERS).flatMap((folder) => [
    `/file remove [find name~"${folder}/"]`,
    `/file remove [find name~"(^|/)${folder}\\$"]`,
  ]),
  `/file remove [find name~"${PAGES_FOLDER}/"]`,
  `/file remove [find name~"(^|/)${PAGES_FOLDER}\\$"]`,
];

function rest(plan: ScriptPlan): string[] {
  const { tunnel, monitor, action, api } = plan;
  const users = [monitor, ...(action ? [action] : [])];
  return [
    ...gate(plan),
    `/tool netwatch remove [find comment~"^${MARK} "]`,
    `/system scheduler remove [find name="${GUARD}"]`,
    ...[GUARD, FETCHER].map((name) => `/system script remove [find name="${name}"]`),
    `/system logging remove [find action="${LOG_ACTION}"]`,
    `/system logging action remove [find name="${LOG_ACTION}"]`,
    '/file remove [find name~"sinyal-log"]',
    ...users.map(({ username }) => `/user remove [find name=${quoted(username)}]`),
    ...Object.values(GROUPS).map(({ name }) => `/user group remove [find name="${name}"]`),
    ...(api.tls ? [`/certificate remove [find name="${CERTIFICATE}"]`] : []),
    '/system identity set name="MikroTik"',
    say('Pembatalan selesai.'),
    ':set sdBatal ""',
    ...(tunnel ? tunnelLines(tunnel.kind === 'wireguard') : []),
  ];
}

const tunnelLines = (wireguard: boolean): string[] =>
  wireguard
    ? [
        `/ip address remove [find interface="${TUNNEL}"]`,
        `/interface wireguard peers remove [find interface="${TUNNEL}"]`,
        `/interface wireguard remove [find name="${TUNNEL}"]`,
      ]
    : [`/interface sstp-client remove [find name="${TUNNEL}"]`];
