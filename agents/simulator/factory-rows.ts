import type { Row } from './api/sentence.ts';
import type { RouterState } from './router-state.ts';

const rule = (chain: string, action: string, comment: string, more: Row = {}): Row => ({
  chain,
  action,
  disabled: 'false',
  comment: `defconf: ${comment}`,
  ...more,
});

/** A router as it comes out of its box: the vendor's default configuration, without a hotspot (manual, page Default configurations). */
export const FACTORY: Readonly<Record<string, (state: RouterState) => readonly Row[]>> = {
  '/system/ntp/client': ({ features }): Row[] => [
    features.major < 7
      ? { enabled: 'false', 'primary-ntp': '0.0.0.0', 'secondary-ntp': '0.0.0.0', 'server-dns-names': '' }
      : { enabled: 'false', mode: 'unicast', servers: '', vrf: 'main' },
  ],
  '/interface/bridge': () => [
    {
      name: 'bridge',
      'protocol-mode': 'rstp',
      arp: 'enabled',
      'auto-mac': 'true',
      disabled: 'false',
      comment: 'defconf',
    },
  ],
  '/interface/bridge/port': ({ board }) =>
    ['ether2', 'ether3', 'ether4', board.radio].map((name) => ({
      bridge: 'bridge',
      interface: name,
      pvid: '1',
      hw: 'true',
      disabled: 'false',
      comment: 'defconf',
    })),
  '/interface/wireguard': () => [],
  '/interface/list/member': ({ board }) => [
    { list: 'LAN', interface: 'bridge', disabled: 'false', comment: 'defconf' },
    { list: 'WAN', interface: board.uplink, disabled: 'false', comment: 'defconf' },
  ],
  '/tool/mac-server': () => [{ 'allowed-interface-list': 'LAN' }],
  '/tool/mac-server/mac-winbox': () => [{ 'allowed-interface-list': 'LAN' }],
  '/ip/address': () => [
    {
      address: '192.168.88.1/24',
      network: '192.168.88.0',
      interface: 'bridge',
      dynamic: 'false',
      invalid: 'false',
      disabled: 'false',
      comment: 'defconf',
    },
  ],
  '/ip/pool': () => [{ name: 'default-dhcp', ranges: '192.168.88.10-192.168.88.254' }],
  '/ip/dhcp-server': () => [
    {
      name: 'defconf',
      interface: 'bridge',
      'address-pool': 'default-dhcp',
      'lease-time': '30m',
      dynamic: 'false',
      invalid: 'false',
      disabled: 'false',
    },
  ],
  '/ip/dhcp-server/network': () => [
    { address: '192.168.88.0/24', gateway: '192.168.88.1', 'dns-server': '192.168.88.1', comment: 'defconf' },
  ],
  '/ip/firewall/filter': () => [
    rule('input', 'accept', 'accept established,related,untracked', {
      'connection-state': 'established,related,untracked',
    }),
    rule('input', 'drop', 'drop invalid', { 'connection-state': 'invalid' }),
    rule('input', 'accept', 'accept ICMP', { protocol: 'icmp' }),
    rule('input', 'drop', 'drop all not coming from LAN', { 'in-interface-list': '!LAN' }),
    rule('forward', 'accept', 'accept established,related, untracked', {
      'connection-state': 'established,related,untracked',
    }),
    rule('forward', 'drop', 'drop invalid', { 'connection-state': 'invalid' }),
  ],
  '/ip/firewall/nat': () => [rule('srcnat', 'masquerade', 'masquerade', { 'out-interface-list': 'WAN' })],
  '/ip/hotspot': () => [],
  '/tool/netwatch': () => [],
  '/file': () => [
    { name: 'flash', type: 'disk', contents: '' },
    { name: 'flash/skins', type: 'directory', contents: '' },
  ],
};
