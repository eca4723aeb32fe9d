/** Modes of `/system/device-mode` and what each forbids (manual, page Device-mode). */
export const DEVICE_MODES = ['home', 'basic', 'advanced'] as const;
export type DeviceMode = (typeof DEVICE_MODES)[number];

const HEAVY = ['traffic-gen', 'container', 'install-any-version', 'partitions', 'routerboard'];
const FORBIDDEN: Readonly<Record<DeviceMode, readonly string[]>> = {
  advanced: HEAVY,
  basic: [...HEAVY, 'socks', 'bandwidth-test', 'proxy', 'hotspot', 'zerotier'],
  home: [
    ...HEAVY,
    'scheduler',
    'socks',
    'fetch',
    'pptp',
    'l2tp',
    'bandwidth-test',
    'sniffer',
    'romon',
    'proxy',
    'hotspot',
    'email',
    'zerotier',
  ],
};
export const DEVICE_FEATURES = [...FORBIDDEN.home, 'ipsec', 'smb'] as const;

/** Why a menu's work is refused, or undefined where it is not. */
export const NOT_ALLOWED = 'failure: not allowed by device-mode';

/** How long a change waits for the button or the plug, ms. */
export const ACTIVATION = 300_000;

/** Changes that may be asked for before somebody is at the device. */
const MOST_ATTEMPTS = 3;

/** What the mode says, and single features switched apart from it. */
export class DeviceModeState {
  mode: DeviceMode;
  readonly switched = new Map<string, boolean>();
  #pending:
    | { mode: DeviceMode | undefined; switched: ReadonlyMap<string, boolean>; until: number }
    | undefined;

  constructor(mode: DeviceMode) {
    this.mode = mode;
  }

  allows(feature: string): boolean {
    return this.switched.get(feature) ?? !FORBIDDEN[this.mode].includes(feature);
  }

  /** Updates asked for since the last one that was confirmed: three are let, then a boot is needed. */
  attempts = 0;

  /** `update`: nothing changes until somebody is at the device. Of two at once neither comes to pass. False: too many attempts. */
  ask(mode: DeviceMode | undefined, switched: ReadonlyMap<string, boolean>, now: number): boolean {
    if (this.attempts >= MOST_ATTEMPTS) return false;
    this.attempts++;
    const waits = this.#pending !== undefined && now <= this.#pending.until;
    this.#pending = waits ? undefined : { mode, switched, until: now + ACTIVATION };
    return true;
  }

  /** The button was pressed or the power failed: was there something to activate? */
  activate(now: number): boolean {
    const pending = this.#pending;
    this.#pending = undefined;
    this.attempts = 0;
    if (!pending || now > pending.until) return false;
    if (pending.mode) {
      this.mode = pending.mode;
      this.switched.clear();
    }
    for (const [feature, on] of pending.switched) this.switched.set(feature, on);
    return true;
  }
}
