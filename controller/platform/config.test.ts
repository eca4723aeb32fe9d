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
