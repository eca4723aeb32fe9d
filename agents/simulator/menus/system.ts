import { CATEGORY, type Row, Trap } from '../api/sentence.ts';
import { DEVICE_FEATURES, NOT_ALLOWED } from '../device-mode.ts';
import { dateText, dateTimeText, duration, timeText } from '../ros-format.ts';
import type { Menus } from './menu.ts';

/** `7.16.2 (stable)`; the newest v6 branch calls itself long-term. */
const versionText = (version: string, major: number): string =>
  `${version} (${major < 7 ? 'long-term' : 'stable'})`;

/** A date of the build, the same for all boards of a version. */
function buildTime(version: string, iso: boolean): string {
  const minor = Number(/^\d+\.(\d+)/.exec(version)?.[1] ?? 0);
  return dateTimeText(Date.UTC(2023, minor % 36, 12, 9, 41, 7), iso);
}

export const SYSTEM: Menus = {
  '/system/identity': { single: true, fields: ['name'] },
  '/system/resource': {
    single: true,
    rows: ({ state }, now) => {
      const { board, features } = state;
      const body = state.body(now);
      const uptime = state.uptimeSeconds(now);
      return [
        {
          uptime: duration(uptime),
          version: versionText(features.version, features.major),
          'build-time': buildTime(features.version, features.isoDates),
          'factory-software': features.major < 7 ? '6.44.6' : '7.8',
          'free-memory': String(body.freeMemory),
          'total-memory': String(board.memory),
          cpu: board.cpu,
          'cpu-count': String(board.cpuCount),
          'cpu-frequency': String(board.cpuMhz),
          'cpu-load': String(body.cpu),
          'free-hdd-space': String(state.freeFlash),
          'total-hdd-space': String(board.flash),
          'write-sect-since-reboot': String(Math.floor(40 + uptime / 90)),
          'write-sect-total': String(8_926 + (Math.floor(now / 90_000) % 1_000_000)),
          'bad-blocks': '0',
          'architecture-name': board.architecture,
          'board-name': board.name,
          platform: 'MikroTik',
        },
      ];
    },
  },
  '/system/routerboard': {
    single: true,
    rows: ({ state }) => [
      {
        routerboard: 'true',
        'board-name': state.board.name,
        model: state.board.model,
        revision: 'r2',
        'serial-number': state.serial,
        'firmware-type': 'ipq4000L',
        'factory-firmware': state.features.major < 7 ? '6.44.6' : '7.8',
        'current-firmware': state.features.version,
        'upgrade-firmware': state.features.version,
      },
    ],
  },
  '/system/license': {
    single: true,
    rows: ({ state }) => [
      {
        'software-id': `${state.serial.slice(0, 4)}-${state.serial.slice(-4)}`,
        nlevel: String(state.licenceLevel),
        features: '',
      },
    ],
  },
  '/system/health': {
    rows: ({ state }, now): Row[] => {
      const body = state.body(now);
      const values = {
        voltage: body.volts.toFixed(1),
        temperature: String(body.celsius - 6),
        'cpu-temperature': String(body.celsius),
      };
      const { sensors } = state.board;
      if (sensors.length === 0) return [];
      if (!state.features.healthRows)
        return [Object.fromEntries(sensors.map((name) => [name, values[name]]))];
      return sensors.map((name, i) => ({
        '.id': `*${(13 + i).toString(16).toUpperCase()}`,
        name,
        value: values[name],
        type: name === 'voltage' ? 'V' : 'C',
      }));
    },
  },
  '/system/clock': {
    single: true,
    fields: ['time-zone-name', 'time-zone-autodetect', 'time', 'date'],
    rows: ({ state }, now) => {
      const clock = state.routerClock(now);
      const stored = state.table('/system/clock').single;
      return [
        {
          time: timeText(clock),
          date: dateText(clock, state.features.isoDates),
          'time-zone-autodetect': stored['time-zone-autodetect']!,
          'time-zone-name': stored['time-zone-name']!,
          'gmt-offset': '+07:00',
          'dst-active': 'false',
        },
      ];
    },
  },
  '/system/package': {
    rows: ({ state: { features } }) => {
      const names =
        features.major < 7
          ? [
              'routeros-mipsbe',
              'system',
              'ipv6',
              'wireless',
              'hotspot',
              'mpls',
              'routing',
              'ppp',
              'dhcp',
              'security',
              'advanced-tools',
            ]
          : features.wifi === 'wifi'
            ? ['routeros', 'wifi-qcom']
            : features.version.startsWith('7.12')
              ? ['routeros']
              : ['routeros', 'wireless'];
      const build = buildTime(features.version, features.isoDates);
      return names.map((name, i) => ({
        '.id': `*${(i + 1).toString(16).toUpperCase()}`,
        name,
        version: features.version,
        'build-time': build,
        scheduled: '',
        disabled: 'false',
      }));
    },
  },
  '/system/device-mode': {
    single: true,
    exists: (features) => features.major >= 7,
    rows: ({ state }) => {
      if (!state.features.deviceMode) return [{ mode: 'enterprise', container: 'false' }];
      return [
        {
          mode: state.has('device-mode-blocked') ? 'home' : state.deviceMode.mode,
          'attempt-count': String(state.deviceMode.attempts),
          flagged: 'false',
          'flagging-enabled': 'true',
          ...Object.fromEntries(DEVICE_FEATURES.map((feature) => [feature, String(state.allows(feature))])),
        },
      ];
    },
  },
  '/system/script': {
    fields: ['name', 'source', 'policy', 'dont-require-permissions'],
    required: ['name'],
    check: (call, values, old) => {
      const name = values.name;
      if (name && name !== old?.name && call.router.state.table('/system/script').find(name))
        throw new Trap('failure: item with such name already exists', CATEGORY.general);
      return {
        ...(old ? {} : { owner: call.caller.user, 'run-count': '0', policy: 'read,write,test' }),
        ...values,
      };
    },
    commands: {
      run: {
        policy: ['read', 'write', 'test'],
        run: async ({ router, request }) => {
          const row = router.state
            .table('/system/script')
            .find(request.args.get('.id') ?? request.args.get('number') ?? '');
          if (!row) throw new Trap('no such item', CATEGORY.missing);
          row['run-count'] = String(Number(row['run-count'] ?? 0) + 1);
          try {
            await router.runScript?.(row.source ?? '');
          } catch (error) {
            throw new Trap(error instanceof Error ? error.message : String(error), CATEGORY.script);
          }
          return {};
        },
      },
    },
  },
  '/system/scheduler': {
    fields: ['name', 'interval', 'on-event', 'start-time', 'start-date', 'policy'],
    check: ({ router, caller }, values, old) => {
      if (!old && !router.state.allows('scheduler')) throw new Trap(NOT_ALLOWED, CATEGORY.general);
      const taken = router.state.table('/system/scheduler').find(values.name ?? '');
      if (taken && taken !== old)
        throw new Trap('failure: item with this name already exists', CATEGORY.general);
      return {
        ...(old ? {} : { interval: '0s', 'on-event': '', owner: caller.user, 'run-count': '0' }),
        ...values,
      };
    },
    changed: ({ router }) => router.scriptsChanged?.(),
  },
  '/system/ntp/client': {
    single: true,
    fields: ['enabled', 'servers', 'mode'],
    rows: ({ state }, now) => {
      const synced = state.routerClock(now) > Date.UTC(2000, 0);
      return [{ ...state.table('/system/ntp/client').single, status: synced ? 'synchronized' : 'waiting' }];
    },
  },
  '/system': {
    commands: {
      reboot: {
        policy: ['reboot'],
        run: ({ router, caller }) => ({ leave: () => router.reboot(caller.user) }),
      },
      shutdown: {
        policy: ['reboot'],
        run: ({ router }) => ({ leave: () => router.shutdown() }),
      },
    },
  },
};
