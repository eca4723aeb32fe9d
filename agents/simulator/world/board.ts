import type { Features } from '../version.ts';
import { pick } from './chance.ts';

/** What a router is made of. Memory and flash in bytes. */
export interface Board {
  readonly name: string;
  readonly model: string;
  readonly architecture: string;
  readonly cpu: string;
  readonly cpuCount: number;
  readonly cpuMhz: number;
  readonly memory: number;
  readonly flash: number;
  readonly uplink: 'ether1' | 'lte1';
  /** The radio of the access point, managed from here. */
  readonly radio: 'wlan1' | 'wifi1';
  /** Sensors that the board has. */
  readonly sensors: readonly ('voltage' | 'temperature' | 'cpu-temperature')[];
  readonly volts: number;
}

/** Ethernet port on whose cable the access point hangs, and is fed. */
export const ACCESS_POINT = 'ether2';

const MB = 1 << 20;

const V6: readonly Board[] = [
  {
    name: 'hAP lite',
    model: 'RB941-2nD',
    architecture: 'smips',
    cpu: 'MIPS 24Kc V7.4',
    cpuCount: 1,
    cpuMhz: 650,
    memory: 32 * MB,
    flash: 16 * MB,
    uplink: 'ether1',
    radio: 'wlan1',
    sensors: [],
    volts: 5,
  },
  {
    name: 'RB951Ui-2HnD',
    model: 'RB951Ui-2HnD',
    architecture: 'mipsbe',
    cpu: 'MIPS 74Kc V4.12',
    cpuCount: 1,
    cpuMhz: 600,
    memory: 128 * MB,
    flash: 128 * MB,
    uplink: 'ether1',
    radio: 'wlan1',
    sensors: ['voltage', 'temperature'],
    volts: 24,
  },
];

const WIRELESS: readonly Board[] = [
  {
    name: 'hAP ac^2',
    model: 'RBD52G-5HacD2HnD',
    architecture: 'arm',
    cpu: 'ARM',
    cpuCount: 4,
    cpuMhz: 716,
    memory: 128 * MB,
    flash: 16 * MB,
    uplink: 'ether1',
    radio: 'wlan1',
    sensors: ['voltage', 'cpu-temperature'],
    volts: 24,
  },
  {
    name: 'wAP ac LTE',
    model: 'RBwAPGR-5HacD2HnD',
    architecture: 'arm',
    cpu: 'ARM',
    cpuCount: 4,
    cpuMhz: 716,
    memory: 128 * MB,
    flash: 16 * MB,
    uplink: 'lte1',
    radio: 'wlan1',
    sensors: ['voltage', 'temperature'],
    volts: 24,
  },
];

const WIFI: readonly Board[] = [
  {
    name: 'hAP ax lite LTE6',
    model: 'L41G-2axD&FG621-EA',
    architecture: 'arm',
    cpu: 'ARM',
    cpuCount: 2,
    cpuMhz: 800,
    memory: 224 * MB,
    flash: 128 * MB,
    uplink: 'lte1',
    radio: 'wifi1',
    sensors: ['voltage', 'cpu-temperature'],
    volts: 12,
  },
  {
    name: 'hAP ax^2',
    model: 'C52iG-5HaxD2HaxD',
    architecture: 'arm64',
    cpu: 'ARM64',
    cpuCount: 4,
    cpuMhz: 864,
    memory: 1024 * MB,
    flash: 128 * MB,
    uplink: 'ether1',
    radio: 'wifi1',
    sensors: ['voltage', 'cpu-temperature'],
    volts: 24,
  },
];

/** Boards that run the version in the field. */
export function boardOf(features: Features, seed: number): Board {
  return pick(features.major < 7 ? V6 : features.wifi === 'wireless' ? WIRELESS : WIFI, seed, 77);
}
