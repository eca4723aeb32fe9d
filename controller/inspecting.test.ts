import { expect, test } from 'vitest';
import type { Step, StepKind, Why } from '#contract/inspection.ts';
import type { ScriptPlan } from './router-script/index.ts';
import { factoryRouter, testPlan } from './router-script/testing.ts';
import { inspect } from './testing-inspection.ts';

/** The simulator's version is safe in this test. */
const over = { minimum: ['7.12', '6.49.1'] } as const;

const wrongs = (steps: readonly Step[]) =>
  steps.filter(({ result }) => result !== 'well').map(({ kind, result, why }) => `${kind}: ${why ?? result}`);

/** What the script leaves to a person, as the next step of *Uji sambungan* says. */
const BY_HAND: Partial<Record<Why, string>> = {
  'hotspot-off': '/ip hotspot set [find] disabled=no',
  'radius-others': '/radius remove [find address=192.0.2.9]',
  'hotspot-address': '/ip address set [find interface="bridge-hotspot"] disabled=no',
  'dhcp-missing': '/ip dhcp-server set [find] disabled=no',
  'garden-others': '/ip hotspot walled-garden ip remove [find dst-host="www.google.com"]',
};

/** What somebody does to a router, and where it is found. The uplink of the board with RouterOS 7 has no gateway to watch. */
const DEEDS: readonly [deed: string, kind: StepKind, why: Why, only?: 6 | 7][] = [
  ['/user group set sd-monitor policy=write', 'monitor-rights', 'rights-too-wide'],
  ['/user group set sd-monitor policy=!test', 'monitor-rights', 'rights-too-narrow'],
  ['/user set sd-monitor address=""', 'monitor-rights', 'from-anywhere'],
  ['/user set sd-tech password=lain', 'action-rights', 'wrong-password'],
  ['/user remove sd-tech', 'action-rights', 'wrong-password'],
  ['/user group set sd-tech policy=sensitive', 'action-rights', 'rights-too-wide'],
  ['/system identity set name=MikroTik', 'identity', 'other-identity'],
  ['/system ntp client set enabled=no', 'clock', 'ntp-off'],
  ['/system ntp client set servers=192.0.2.1', 'clock', 'ntp-servers', 7],
  ['/system ntp client set server-dns-names=pool.ntp.org', 'clock', 'ntp-servers', 6],
  ['/interface wireguard peers remove [find]', 'tunnel', 'tunnel-settings', 7],
  ['/interface wireguard remove [find]', 'tunnel', 'tunnel-missing', 7],
  ['/interface wireguard peers set [find] persistent-keepalive=0s', 'tunnel', 'tunnel-settings', 7],
  ['/interface wireguard peers set [find] endpoint-address=lain.id', 'tunnel', 'tunnel-settings', 7],
  ['/interface wireguard peers set [find] allowed-address=10.0.0.0/8', 'tunnel', 'tunnel-settings', 7],
  ['/interface sstp-client set [find] add-default-route=yes', 'tunnel', 'tunnel-settings', 6],
  ['/interface sstp-client set [find] connect-to=lain.id:443', 'tunnel', 'tunnel-settings', 6],
  ['/interface sstp-client set [find] keepalive-timeout=disabled', 'tunnel', 'tunnel-settings', 6],
  ['/interface sstp-client set [find] authentication=pap,mschap2', 'tunnel', 'tunnel-settings', 6],
  ['/interface sstp-client set [find] user=lain', 'tunnel', 'tunnel-settings', 6],
  ['/interface sstp-client remove [find]', 'tunnel', 'tunnel-missing', 6],
  ['/ip service set api address=""', 'services', 'api-open'],
  ['/ip service set telnet disabled=no', 'services', 'service-open'],
  ['/ip service set ssh address=""', 'services', 'service-open'],
  ['/ip dns set allow-remote-requests=no', 'leaks', 'dns-off'],
  ['/ip firewall filter remove [find comment~"dns-tcp"]', 'leaks', 'dns-open'],
  ['/ip firewall filter set [find comment~"dns-udp"] action=accept', 'leaks', 'dns-open'],
  ['/ip firewall filter set [find comment~"dns-udp"] in-interface-list=all', 'leaks', 'dns-residents'],
  ['/interface list member remove [find list="sd-warga"]', 'leaks', 'dns-residents'],
  ['/ip firewall filter remove [find comment~"kantor"]', 'leaks', 'office-rule'],
  ['/ip firewall filter set [find comment~"kantor"] src-address=0.0.0.0/0', 'leaks', 'office-rule'],
  ['/ip firewall filter set [find comment~"kantor"] dst-port=22', 'leaks', 'office-rule'],
  ['/tool bandwidth-server set enabled=yes', 'leaks', 'bandwidth-server'],
  ['/tool mac-server set allowed-interface-list=all', 'leaks', 'mac-server'],
  ['/tool mac-server ping set enabled=yes', 'leaks', 'mac-server'],
  ['/ipv6 nd remove [find]', 'leaks', 'ipv6', 7],
  ['/ip hotspot set [find] disabled=yes', 'hotspot', 'hotspot-off'],
  ['/ip hotspot remove [find]', 'hotspot', 'hotspot-missing'],
  ['/ip address set [find interface="bridge-hotspot"] disabled=yes', 'hotspot', 'hotspot-address'],
  ['/ip dhcp-server set [find] disabled=yes', 'hotspot', 'dhcp-missing'],
  ['/ip hotspot set [find] profile=default', 'hotspot-profile', 'profile-not-ours'],
  ['/ip hotspot profile set [find name~"^sd-"] use-radius=no', 'hotspot-profile', 'profile-settings'],
  ['/ip hotspot profile set [find name~"^sd-"] login-by=cookie', 'hotspot-profile', 'profile-settings'],
  [
    '/ip hotspot profile set [find name~"^sd-"] html-directory-override=""',
    'hotspot-profile',
    'profile-settings',
  ],
  [
    '/ip hotspot profile set [find name~"^sd-"] html-directory-override=sinyal',
    'hotspot-profile',
    'profile-settings',
  ],
  [
    '/ip hotspot user profile set [find name="default"] add-mac-cookie=yes',
    'user-profile',
    'user-profile-settings',
  ],
  [
    '/ip hotspot user profile set [find name="default"] idle-timeout=5m',
    'user-profile',
    'user-profile-settings',
  ],
  ['/radius remove [find]', 'radius', 'radius-missing'],
  ['/radius set [find] disabled=yes', 'radius', 'radius-missing'],
  [
    '/radius add service=hotspot address=192.0.2.9; /radius move [find address=192.0.2.9] 0',
    'radius',
    'radius-others',
  ],
  ['/radius set [find] timeout=300ms', 'radius', 'radius-settings'],
  ['/radius set [find] authentication-port=1645', 'radius', 'radius-settings'],
  ['/radius set [find] src-address=0.0.0.0', 'radius', 'radius-settings'],
  ['/ip hotspot walled-garden ip remove [find comment="sinyal-desa 1"]', 'walled-garden', 'garden-missing'],
  [
    '/ip hotspot walled-garden ip add action=accept dst-host=www.google.com',
    'walled-garden',
    'garden-others',
  ],
  ['/file remove [find name~"alogin.html"]', 'pages', 'pages-missing'],
  ['/file set [find name~"alogin.html"] contents="halo"', 'pages', 'pages-other', 7],
  ['/tool netwatch remove [find comment~"portal"]', 'alone', 'alone-missing'],
  ['/tool netwatch set [find comment~"portal"] down-script=""', 'alone', 'alone-settings'],
  ['/tool netwatch set [find comment~"portal"] type=simple', 'alone', 'alone-settings', 7],
  ['/system scheduler set [find name="sd-jaga"] disabled=yes', 'alone', 'alone-missing'],
  ['/system scheduler set [find name="sd-jaga"] interval=1h', 'alone', 'alone-settings'],
  ['/system script set [find name="sd-jaga"] source=""', 'alone', 'alone-missing'],
  ['/system script set [find name="sd-halaman"] policy=read,write,test', 'alone', 'alone-settings'],
  ['/file remove [find name~"jam.txt"]', 'alone', 'alone-missing'],
  ['/tool netwatch remove [find comment~"internet"]', 'witness', 'netwatch-missing'],
  ['/tool netwatch set [find comment~"pusat"] down-script=""', 'witness', 'netwatch-missing'],
  ['/tool netwatch set [find comment~"internet"] interval=1h', 'witness', 'netwatch-settings'],
  ['/tool netwatch set [find comment~"pusat"] host=192.0.2.1', 'witness', 'netwatch-settings'],
  ['/tool netwatch remove [find comment~"gateway"]', 'witness', 'netwatch-missing', 6],
  ['/tool netwatch set [find comment~"gateway"] host=192.0.2.1', 'witness', 'netwatch-settings', 6],
  ['/system logging remove [find action="sddisk"]', 'witness', 'log-missing'],
  ['/system logging set [find action="sddisk"] topics=script', 'witness', 'log-missing'],
  ['/system logging action set [find name="sddisk"] disk-file-name=sinyal-log', 'witness', 'log-settings'],
  ['/system logging action set [find name="sddisk"] disk-lines-per-file=10000', 'witness', 'log-settings'],
];

test.each(['7.20', '6.49.10'])(
  'RouterOS %s: as the script leaves it every step is well; whatever is undone is found, and the script mends it',
  { timeout: 120_000 },
  async (version) => {
    await using bench = await factoryRouter(version);
    const form = version.startsWith('6') ? 6 : 7;
    const more = over;
    const plan: ScriptPlan = testPlan(bench.router, bench.portal, more);
    expect(await bench.paste(bench.script(more))).toContain('SELESAI');
    expect(wrongs(await inspect(bench, plan))).toEqual([]);
    for (const [deed, kind, why, only] of DEEDS) {
      if (only !== undefined && only !== form) continue;
      const done = await bench.router.paste(deed);
      expect([deed, done.errors]).toEqual([deed, []]);
      const steps = await inspect(bench, plan);
      expect([deed, steps.find((step) => step.kind === kind)?.why]).toEqual([deed, why]);
      const byHand = BY_HAND[why];
      if (byHand !== undefined) await bench.router.paste(byHand);
      expect(await bench.paste(bench.script(more))).toContain('SELESAI');
      expect([deed, wrongs(await inspect(bench, plan))]).toEqual([deed, []]);
    }
  },
);
