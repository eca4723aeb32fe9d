import { expect, test } from 'vitest';
import { endOf, type Limits, parseRate, type Session } from './session.ts';

test.each<[rate: string | undefined, up: number, down: number]>([
  ['512k/2M', 64_000, 250_000],
  ['1M', 125_000, 125_000],
  ['64k/128k 256k/512k 96k/192k 8/8', 8_000, 16_000],
  ['0/1M', Infinity, 125_000],
  ['', Infinity, Infinity],
  [undefined, Infinity, Infinity],
])('rate %s: %d up, %d down', (rate, up, down) => {
  expect(parseRate(rate)).toEqual({ up, down });
});

const session = (limits: Limits): Session => ({
  id: '*1',
  user: 'a',
  domain: '',
  by: 'mac',
  radius: true,
  started: 1_000,
  limits,
  mostDown: Infinity,
  mostUp: Infinity,
  acctId: '8',
  nasPort: 1,
  classes: [],
  message: undefined,
  down: 600,
  up: 400,
  reported: 1_000,
  localUser: undefined,
});
const NOW = 5_000;

interface Life {
  readonly joined?: boolean;
  readonly awake?: boolean;
}

test.each<[what: string, limits: Limits, life: Life, at: number, cause: string]>([
  ['no limit: never', {}, {}, Infinity, 'lost-service'],
  ['its time', { sessionSeconds: 10 }, {}, 11_000, 'session-timeout'],
  ['bytes left at 100 a second', { totalBytes: 1_500 }, {}, 10_000, 'nas-request'],
  ['bytes used up: now', { totalBytes: 1_000 }, {}, NOW, 'nas-request'],
  ['only downloads count', { downBytes: 800 }, {}, 7_500, 'nas-request'],
  ['only uploads count', { upBytes: 500 }, {}, 10_000, 'nas-request'],
  ['bytes without traffic: never', { totalBytes: 1_500 }, { awake: false }, Infinity, 'lost-service'],
  ['awake is not idle', { idleSeconds: 2 }, {}, Infinity, 'lost-service'],
  ['asleep since 4 s', { idleSeconds: 2 }, { awake: false }, 6_000, 'idle-timeout'],
  [
    'asleep but near: keepalive is answered',
    { keepaliveSeconds: 2 },
    { awake: false },
    Infinity,
    'lost-service',
  ],
  [
    'gone from the access point',
    { keepaliveSeconds: 2 },
    { awake: false, joined: false },
    6_000,
    'lost-service',
  ],
  ['what comes first', { sessionSeconds: 10, totalBytes: 1_100 }, {}, 6_000, 'nas-request'],
])('%s', (_what, limits, { joined = true, awake = true }, at, cause) => {
  const flow = awake ? { down: 80, up: 20 } : { down: 0, up: 0 };
  expect(endOf(session(limits), flow, NOW, 4_000, joined, awake)).toEqual({ at, cause });
});
