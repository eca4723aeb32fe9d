import { expect, test } from 'vitest';
import { readConfig, WrongEnvironment } from './config.ts';

test('without anything it has the named defaults', () => {
  expect(readConfig({})).toMatchObject({
    opsPort: 8080,
    portalPort: 8081,
    radiusAuthPort: 1812,
    radiusAcctPort: 1813,
    metricsPort: 9464,
    opsBindAddress: '127.0.0.1',
    bindAddress: '0.0.0.0',
    databaseUrl: null,
  });
});

test('0 is any free port, and an empty variable counts as not given', () => {
  expect(readConfig({ OPS_PORT: '0', PORTAL_PORT: '' })).toMatchObject({ opsPort: 0, portalPort: 8081 });
});

test('all faults are told at once, each by the name of its variable', () => {
  const read = () =>
    readConfig({
      OPS_PORT: '99999',
      DATABASE_URL: 'mysql://x',
      DEMO_PASSWORD: 'short',
      BIND_ADDRESS: 'here',
      LOG_LEVEL: 'loud',
    });
  expect(read).toThrow(WrongEnvironment);
  for (const name of ['OPS_PORT', 'DATABASE_URL', 'DEMO_PASSWORD', 'BIND_ADDRESS', 'LOG_LEVEL'])
    expect(read).toThrow(new RegExp(name));
});

test('a URL of a unix socket is a URL of PostgreSQL', () => {
  expect(readConfig({ DATABASE_URL: 'postgresql://me@localhost/x?host=%2Frun%2Fpg' }).databaseUrl).toMatch(
    /host=/,
  );
});

test.each<[variable: string, value: string, good: boolean]>([
  ['TRUSTED_PROXY', '127.0.0.1', true],
  ['TRUSTED_PROXY', 'loopback, 10.0.0.0/8, fd00::/8', true],
  ['TRUSTED_PROXY', 'true', false],
  ['TRUSTED_PROXY', 'caddy', false],
  ['TRUSTED_PROXY', '127.0.0.1,', false],
  ['TRUSTED_PROXY', '0.0.0.0/0', false],
  ['TRUSTED_PROXY', '10.0.0.0/33', false],
  ['PORTAL_PUBLIC_URL', 'https://wifi.example.go.id/', true],
  ['PORTAL_PUBLIC_URL', 'http://192.0.2.1:8081', true],
  ['PORTAL_PUBLIC_URL', 'https://example.go.id/wifi', false],
  ['PORTAL_PUBLIC_URL', 'wifi.example.go.id', false],
  ['OPS_PUBLIC_URL', 'https://me@sinyal.example.go.id', false],
])('%s=%s is good: %s', (variable, value, good) => {
  const read = () => readConfig({ [variable]: value });
  if (good) expect(read).not.toThrow();
  else expect(read).toThrow(new RegExp(`${variable} must`));
});
