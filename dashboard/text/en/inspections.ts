import type { StepKind, Why } from '#contract/inspection.ts';
import type { inspections as source } from '../id/inspections.ts';

export const inspections: typeof source = {
  title: 'Connection test',
  intro: 'Checks this router step by step, against what its script sets.',
  start: 'Test connection',
  running: 'Testing…',
  overdue: {
    'no-agent': 'This router has no active agent: nobody can test it. Choose one: Settings › Routers.',
    'agent-silent':
      'The agent was not heard since the test was asked for. Start its computer and see to its internet, then try again.',
    'router-slow':
      "The agent has the request, but the router has not finished answering. The result comes here; if it does not within a minute, see to the modem's signal.",
  },
  never: 'Never tested.',
  asOf: ({ age }) => `Tested ${age}.`,
  allWell: 'Every step that could be looked at is well.',
  someWrong: ({ count }) => `${count} steps need mending.`,
  scriptHint: "Most steps are mended by pasting this router's script again.",
  showWell: ({ count }) => `Show ${count} steps that are well`,
  well: 'well',
  wrong: 'needs mending',
  notKnown: 'not known',
  logTitle: "Router's log",
  logIntro:
    "Lines of the router's own log, read when it answered again. The times are by the router's clock, which may be wrong.",
  logNone: 'No lines were read yet.',
  step: {
    reachable: 'Router reachable',
    login: 'Login to the API',
    'monitor-rights': 'Rights of the polling account',
    'action-rights': 'Account for commands',
    serial: 'Serial number',
    identity: 'Identity',
    version: 'RouterOS version',
    clock: 'Clock',
    tunnel: 'Tunnel to the office',
    services: 'Services',
    leaks: 'Open to outside',
    hotspot: 'Hotspot',
    'hotspot-profile': 'Hotspot profile',
    'user-profile': 'Hotspot user profile',
    radius: 'RADIUS',
    'walled-garden': 'Way to the portal',
    pages: 'Login pages',
    alone: 'Pages while cut off',
    'device-mode': 'Device-mode',
    licence: 'Licence',
    flash: 'Storage',
    witness: 'Log of failures',
  } satisfies Record<StepKind, string>,
  why: {
    'no-answer':
      'The router does not answer. Check power, the lamps of the modem, and the tunnel to the office.',
    refused: 'The router refuses the connection. Enable the api service: IP › Services, and check its port.',
    unreadable: 'What answers is no RouterOS API. Check address and port in Settings.',
    'wrong-password': "This account's password is refused. Paste the script of this router again.",
    'account-missing':
      'There is no account for commands. Fill in action_username by CSV, then paste the script.',
    'rights-too-wide': 'This account may do more than it needs. Paste the script of this router again.',
    'rights-too-narrow': 'This account lacks rights. Paste the script of this router again.',
    'from-anywhere': 'This account may log in from anywhere. Paste the script of this router again.',
    'other-router':
      'This is another router: its serial differs. Check the address, or renew the serial in the list.',
    'other-identity': 'The identity is not the one of Sinyal Desa. Paste the script of this router again.',
    'red-version': 'This version has known holes. Upgrade: System › Packages › Check For Updates.',
    'clock-wrong': "The router's clock is wrong. Check its internet; NTP will set it.",
    'ntp-off': 'NTP is off. Paste the script of this router again.',
    'ntp-servers': 'The time servers are not those that we set. Paste the script of this router again.',
    'tunnel-missing': 'There is no tunnel. Paste the script of this router again.',
    'tunnel-settings': 'Settings of the tunnel differ. Paste the script of this router again.',
    'tunnel-silent': 'The tunnel is silent. Add this router to the hub: npm run routers -- hub.',
    'api-open': 'The API is open to anyone, or off. Paste the script of this router again.',
    'service-open': 'A service is open. Paste the script of this router again.',
    'dns-off': 'DNS for residents is off. Paste the script of this router again.',
    'dns-open': "The router's DNS is open to the internet. Paste the script of this router again.",
    'dns-residents':
      'Residents cannot use DNS: the hotspot network is not in the list. Paste the script of this router again.',
    'office-rule':
      'The way from the office is not open in the firewall. Paste the script of this router again.',
    'bandwidth-server': 'The bandwidth server is on. Paste the script of this router again.',
    'mac-server': 'The MAC server is open. Paste the script of this router again.',
    ipv6: 'IPv6 is still announced on the hotspot network. Paste the script of this router again.',
    'hotspot-missing': 'There is no hotspot. Paste the script of this router again.',
    'hotspot-off': 'The hotspot is disabled. Enable it: IP › Hotspot › Enable.',
    'hotspot-invalid': 'The hotspot is invalid. Check its interface and address pool: IP › Hotspot.',
    'hotspot-address':
      'The hotspot network has no IP address. Paste the script again, or fill it in: IP › Addresses.',
    'dhcp-missing':
      'Phones get no address: DHCP of the hotspot network is off or incomplete. Look at IP › DHCP Server, then paste the script again.',
    'nat-missing':
      'Residents cannot get out to the internet: there is no masquerade. Look at IP › Firewall › NAT, then paste the script again.',
    'profile-not-ours': 'The hotspot uses another profile. Paste the script of this router again.',
    'profile-settings': 'Settings of the hotspot profile differ. Paste the script of this router again.',
    'user-profile-settings': 'Settings of the user profile differ. Paste the script of this router again.',
    'radius-missing': 'The RADIUS row is missing or disabled. Paste the script of this router again.',
    'radius-settings': 'RADIUS settings differ. Paste the script of this router again.',
    'radius-others': 'Another RADIUS server is asked first. Disable that row in the menu RADIUS.',
    'radius-secret': 'The RADIUS secret does not match. Paste the script of this router again.',
    'radius-no-answer':
      "RADIUS is not answered. Check the server's firewall (UDP 1812 and 1813) and the tunnel.",
    'radius-unproved': 'No resident has come in through this router yet. Try it with a phone.',
    'garden-missing': 'Phones may not open the portal before login. Paste the script of this router again.',
    'garden-others': 'The walled garden opens other addresses, so no portal appears. Remove that row.',
    'pages-missing': 'Our pages are not on the router. Paste the script of this router again.',
    'pages-other': 'The pages on the router are not ours. Paste the script of this router again.',
    'alone-missing':
      'The router cannot yet tell residents when the office or the internet is gone. Paste the script of this router again.',
    'alone-settings': 'Settings of the pages while cut off differ. Paste the script of this router again.',
    'mode-forbids':
      'Device-mode forbids it. Type: /system device-mode update hotspot=yes scheduler=yes fetch=yes, then press reset or pull the plug within 5 minutes.',
    'mode-flagged':
      'The router is flagged as suspicious: somebody else may have changed it. Inspect it on site.',
    'few-users': 'This licence serves few residents. Install level 4 or higher: System › License.',
    'flash-full': 'Storage is nearly full. Delete files that are not needed: menu Files.',
    'netwatch-missing': 'The router does not write down its failures. Paste the script of this router again.',
    'netwatch-settings':
      'The watch looks at another address, for example since the gateway changed. Paste the script of this router again.',
    'log-missing': 'The log on disk is missing. Paste the script of this router again.',
    'log-settings': 'Settings of the log on disk differ. Paste the script of this router again.',
  } satisfies Record<Why, string>,
};
