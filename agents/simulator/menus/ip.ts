import type { Menus } from './menu.ts';

export const IP: Menus = {
  '/ip/address': {
    fields: ['address', 'network', 'interface', 'disabled', 'comment'],
    required: ['address', 'interface'],
    rows: ({ state }) =>
      state.table('/ip/address').rows.map((row) => ({ ...row, 'actual-interface': row.interface ?? '' })),
    check: (_call, values, old) => ({ ...(old ? {} : { dynamic: 'false', invalid: 'false' }), ...values }),
  },
  '/ip/pool': { fields: ['name', 'ranges', 'next-pool'], required: ['name', 'ranges'] },
  '/ip/dns': { single: true, fields: ['servers', 'allow-remote-requests', 'cache-size'] },
  '/ip/dhcp-server': {
    fields: ['name', 'interface', 'address-pool', 'lease-time', 'disabled'],
    required: ['interface'],
  },
  '/ip/service': {
    fields: ['port', 'address', 'disabled', 'certificate', 'max-sessions', 'tls-version', 'vrf'],
    verbs: ['set'],
    rows: ({ state, callers }) => {
      const rows = state
        .table('/ip/service')
        .rows.map((row) => (state.features.serviceSessions ? { ...row, dynamic: 'false' } : row));
      if (!state.features.serviceSessions) return rows;
      const open = [...callers].map((caller, i) => ({
        '.id': `*${(0x8000 + i).toString(16).toUpperCase()}`,
        name: 'api',
        dynamic: 'true',
        connection: 'true',
        local: state.address,
        remote: caller.from,
      }));
      return [...rows, ...open];
    },
  },
};
