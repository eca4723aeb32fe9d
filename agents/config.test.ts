import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const good = { CONTROLLER_URL: 'http://localhost:8080', AGENT_TOKEN: 'a-token-of-16-characters' };
const faultsOf = (environment: Record<string, string>): string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
};

test('defaults', () => {
  expect(readConfig(good)).toMatchObject({
    ways: { canaries: 'missing', hub: null },
    tls: 'unverified',
    inspectHours: 6,
    logLevel: 'info',
    dataDir: expect.stringMatching(/data\/agent$/),
  });
});

test('all faults at once, by name', () => {
  const faults = faultsOf({
    CONTROLLER_URL: 'controller',
    AGENT_TOKEN: 'short',
    CANARIES: 'a=1.1.1.1:53',
    HUB: 'hub',
    ROUTER_CA_FILE: '/nowhere.pem',
    LOG_LEVEL: 'loud',
  });
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
    'CONTROLLER_URL',
    'AGENT_TOKEN',
    'CANARIES',
    'HUB',
    'ROUTER_CA_FILE',
    'LOG_LEVEL',
  ]);
});

test.each([
  ['http://10.0.0.1:8080', false],
  ['http://127.0.0.1:8080', true],
  ['http://[::1]:8080', true],
  ['https://sinyal.example', true],
  ['ftp://sinyal.example', false],
])('CONTROLLER_URL %s: %s', (url, fits) =>
  expect(faultsOf({ ...good, CONTROLLER_URL: url })).toHaveLength(fits ? 0 : 1),
);

test.each<[text: string, canaries: unknown]>([
  ['none', 'none'],
  ['', 'missing'],
  [
    'telkom=1.1.1.1:53, google = dns.google:443',
    [
      { owner: 'telkom', host: '1.1.1.1', port: 53 },
      { owner: 'google', host: 'dns.google', port: 443 },
    ],
  ],
  [
    'a=[2606:4700::1111]:53,b=9.9.9.9:53',
    [
      { owner: 'a', host: '2606:4700::1111', port: 53 },
      { owner: 'b', host: '9.9.9.9', port: 53 },
    ],
  ],
])('CANARIES %j', (text, canaries) =>
  expect(readConfig({ ...good, CANARIES: text }).ways.canaries).toEqual(canaries),
);

test.each([
  'a=1.1.1.1:53',
  'a=1.1.1.1:53,a=9.9.9.9:53',
  'a=1.1.1.1,b=9.9.9.9:53',
  'a=1.1.1.1:0,b=9.9.9.9:53',
  '=1.1.1.1:53,b=9.9.9.9:53',
])('CANARIES %s is refused', (text) =>
  expect(faultsOf({ ...good, CANARIES: text })).toEqual([expect.stringMatching(/^CANARIES must be/)]),
);
