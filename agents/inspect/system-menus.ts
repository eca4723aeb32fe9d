import { figure, is, maybe, maybeIs, rowsOf, soleOf, text } from './menu-rows.ts';

/** `/system/resource` (manual, Resource): version without its channel. */
export const resource = soleOf(
  '/system/resource',
  ['uptime', 'version', 'board-name', 'free-hdd-space', 'total-hdd-space'],
  (row) => ({
    version: text(row, 'version').split(' ')[0]!,
    board: text(row, 'board-name'),
    freeFlashBytes: figure(row, 'free-hdd-space'),
    totalFlashBytes: figure(row, 'total-hdd-space'),
  }),
);

/** `nlevel` of a board, `level` of CHR (manual, License). */
export const licence = soleOf(
  '/system/license',
  ['nlevel', 'level'],
  (row) => maybe(row, 'nlevel') ?? maybe(row, 'level'),
);

export const deviceMode = soleOf(
  '/system/device-mode',
  ['mode', 'hotspot', 'scheduler', 'fetch', 'flagged'],
  (row) => ({
    mode: text(row, 'mode'),
    flagged: is(row, 'flagged'),
    hotspot: maybeIs(row, 'hotspot'),
    scheduler: maybeIs(row, 'scheduler'),
    fetch: maybeIs(row, 'fetch'),
  }),
);

/** RouterOS 7 has `servers` (manual, NTP), 6 has two addresses and names (manual 6, SNTP). */
export const ntp = soleOf(
  '/system/ntp/client',
  ['enabled', 'servers', 'primary-ntp', 'secondary-ntp', 'server-dns-names', 'status'],
  (row) => ({
    enabled: is(row, 'enabled'),
    servers: ['servers', 'server-dns-names', 'primary-ntp', 'secondary-ntp']
      .flatMap((name) => text(row, name).split(','))
      .filter((server) => server !== '' && server !== '0.0.0.0')
      .slice(0, 16),
    status: maybe(row, 'status'),
  }),
);

export const users = rowsOf('/user', ['name', 'group', 'address', 'disabled'], (row) => ({
  name: text(row, 'name'),
  group: text(row, 'group'),
  address: text(row, 'address'),
  disabled: is(row, 'disabled'),
}));

/** Granted ones only; a denied one is written with `!`. */
export const groups = rowsOf('/user/group', ['name', 'policy'], (row) => ({
  name: text(row, 'name'),
  policies: (row.policy ?? '')
    .split(',')
    .filter((right) => right !== '' && !right.startsWith('!'))
    .slice(0, 64),
}));

/** Connections stand among the services as dynamic rows from 7.17 on. */
export const services = rowsOf(
  '/ip/service',
  ['name', 'port', 'disabled', 'address', 'certificate'],
  (row) => ({
    name: text(row, 'name'),
    port: text(row, 'port'),
    disabled: is(row, 'disabled'),
    address: text(row, 'address'),
    certificate: maybe(row, 'certificate'),
  }),
);

export const logActions = rowsOf(
  '/system/logging/action',
  ['name', 'target', 'disk-file-name', 'disk-lines-per-file', 'disk-file-count', 'disk-stop-on-full'],
  (row) => ({
    name: text(row, 'name'),
    target: text(row, 'target'),
    diskFileName: maybe(row, 'disk-file-name'),
    diskLinesPerFile: maybe(row, 'disk-lines-per-file'),
    diskFileCount: maybe(row, 'disk-file-count'),
    diskStopOnFull: maybeIs(row, 'disk-stop-on-full'),
  }),
);

export const logging = rowsOf('/system/logging', ['topics', 'action', 'disabled'], (row) => ({
  topics: text(row, 'topics'),
  action: text(row, 'action'),
  disabled: is(row, 'disabled'),
}));

export const netwatch = rowsOf(
  '/tool/netwatch',
  ['host', 'interval', 'timeout', 'status', 'disabled', 'up-script', 'down-script', 'comment', 'type'],
  (row) => ({
    host: text(row, 'host'),
    interval: maybe(row, 'interval'),
    timeout: maybe(row, 'timeout'),
    status: text(row, 'status'),
    disabled: is(row, 'disabled'),
    upScript: text(row, 'up-script'),
    downScript: text(row, 'down-script'),
    comment: text(row, 'comment'),
    type: maybe(row, 'type'),
  }),
);

export const scripts = rowsOf('/system/script', ['name', 'source', 'policy'], (row) => ({
  name: text(row, 'name'),
  bytes: (row.source ?? '').length,
  policies: (row.policy ?? '')
    .split(',')
    .filter((right) => right !== '')
    .slice(0, 64),
}));

export const schedulers = rowsOf(
  '/system/scheduler',
  ['name', 'on-event', 'interval', 'disabled'],
  (row) => ({
    name: text(row, 'name'),
    onEvent: text(row, 'on-event'),
    interval: text(row, 'interval'),
    disabled: is(row, 'disabled'),
  }),
);

export const bandwidthServer = soleOf('/tool/bandwidth-server', ['enabled'], (row) =>
  maybeIs(row, 'enabled'),
);

export const macTelnet = soleOf('/tool/mac-server', ['allowed-interface-list'], (row) =>
  maybe(row, 'allowed-interface-list'),
);
export const macWinbox = soleOf('/tool/mac-server/mac-winbox', ['allowed-interface-list'], (row) =>
  maybe(row, 'allowed-interface-list'),
);
export const macPing = soleOf('/tool/mac-server/ping', ['enabled'], (row) => maybeIs(row, 'enabled'));
