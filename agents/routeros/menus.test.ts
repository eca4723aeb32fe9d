import { expect, test } from 'vitest';
import { startFleet } from '../simulator/index.ts';
import { deviceMode } from './device-mode.ts';
import { type Health, health } from './health.ts';
import { hotspotServers, hotspotUsers, loginHosts } from './hotspot.ts';
import { interfaces } from './interfaces.ts';
import { lteSession } from './lte.ts';
import { ask } from './menu.ts';
import type { Row } from './pending-command.ts';
import { sumOfCounters } from './radius.ts';
import { resource } from './resource.ts';
import { RouterLink } from './router-link.ts';
import { serial } from './routerboard.ts';
import { groupOf, groupPolicies } from './users.ts';

test.each<[why: string, rows: Row[], health: Health]>([
  ['v6 row', [{ voltage: '24.2', temperature: '41' }], { voltageVolts: 24.2, temperatureCelsius: 41 }],
  [
    'v7 rows, the chip before the board',
    [
      { name: 'temperature', value: '40', type: 'C' },
      { name: 'cpu-temperature', value: '47', type: 'C' },
      { name: 'voltage', value: '12.1', type: 'V' },
      { name: 'psu1-state', value: 'ok', type: '' },
    ],
    { voltageVolts: 12.1, temperatureCelsius: 47 },
  ],
  [
    'dV and tenths',
    [{ voltage: '241', temperature: '413' }],
    { voltageVolts: 24.1, temperatureCelsius: 41.3 },
  ],
  ['below zero', [{ temperature: '-3' }], { voltageVolts: null, temperatureCelsius: -3 }],
  ['no sensors', [], { voltageVolts: null, temperatureCelsius: null }],
  ['no figure', [{ voltage: 'n/a' }], { voltageVolts: null, temperatureCelsius: null }],
])('health: %s', (_why, rows, expected) => expect(health.read({ rows, done: {} })).toEqual(expected));

test('counters are summed beyond 2^53', () => {
  const row = { requests: '9007199254740993', accepts: '1', rejects: '2', timeouts: '3', badReplies: '0' };
  expect(sumOfCounters([row, row])).toMatchObject({ requests: '18014398509481986', timeouts: '6' });
  expect(sumOfCounters([])).toBeNull();
});

test('a router without a board has no serial number; a mode that does not name the hotspot allows it', () => {
  expect(serial.read({ rows: [{ routerboard: 'false' }], done: {} })).toBeNull();
  const mode = deviceMode.read({ rows: [{ mode: 'enterprise', container: 'false' }], done: {} });
  expect(mode).toEqual({ mode: 'enterprise', hotspotAllowed: true, flagged: false });
  expect(deviceMode.read({ rows: [{ mode: 'home', hotspot: 'false' }], done: {} }).hotspotAllowed).toBe(
    false,
  );
});

test('people are counted, of them those on trial', () => {
  const rows: Row[] = [{ 'login-by': 'trial' }, { 'login-by': 'mac' }, {}];
  expect(hotspotUsers.read({ rows, done: {} })).toEqual({ users: 3, trialUsers: 1 });
});

test('login hosts: each once, unset ones left out', () => {
  const rows: Row[] = [
    { 'hotspot-address': '0.0.0.0', 'dns-name': '' },
    { 'hotspot-address': '10.5.50.1', 'dns-name': 'wifi.desa' },
    { 'hotspot-address': '10.5.50.1' },
  ];
  expect(loginHosts.read({ rows, done: {} })).toEqual(['wifi.desa', '10.5.50.1']);
});

test.each(['6.49.10', '7.12', '7.20'])('RouterOS %s is read', async (version) => {
  await using fleet = await startFleet({ version, past: false, links: false });
  const [router] = fleet.routers;
  const address = { host: router!.address, port: router!.port, tls: false, deadlineMs: 2_000 } as const;
  const link = await RouterLink.open({ ...address, username: 'admin', password: 'simulator' });
  expect(await ask(link, resource, 2_000)).toMatchObject({
    version,
    uptimeSeconds: expect.closeTo(router!.now.uptimeSeconds, -1),
    freeMemoryBytes: expect.any(Number),
  });
  expect(await ask(link, serial, 2_000)).toBe(router!.serial);
  const ports = await ask(link, interfaces, 2_000);
  const uplink = ports.find((port) => port.comment === 'uplink');
  expect(BigInt(uplink!.receiveBytes!)).toBeGreaterThan(0n);
  expect(await ask(link, hotspotServers, 2_000)).toEqual([
    { name: 'hotspot1', invalid: false, disabled: false },
  ]);
  expect((await ask(link, hotspotUsers, 2_000)).users).toBe(router!.now.users);
  expect(await ask(link, groupOf('admin'), 2_000)).toBe('full');
  expect(await ask(link, groupOf('nobody'), 2_000)).toBeNull();
  expect((await ask(link, groupPolicies, 2_000)).get('read')?.has('write')).toBe(false);
  link.close();
});

test('a reply that lacks what it must hold is unreadable, and says what', async () => {
  const link = { exec: async () => ({ rows: [{ version: '7' }], done: {} }) };
  await expect(ask(link, resource, 1)).rejects.toMatchObject({
    kind: 'unreadable',
    message: expect.stringContaining('/system/resource/print: uptime'),
  });
});

test.each<[text: string | undefined, seconds: number | null]>([
  ['1d2h3m4s', 93_784],
  ['00:00:41', 41],
  ['0s', 0],
  [undefined, null],
  ['none', null],
])('an LTE session of %s has lasted %s s', (text, seconds) => {
  const row: Record<string, string> = text === undefined ? {} : { 'session-uptime': text };
  expect(lteSession('lte1', '7.20').read({ rows: [row], done: {} })).toBe(seconds);
});

test('the modem is asked by the command that its version has, once, and never for who it is', () => {
  expect(lteSession('lte1', '6.49.10').words[0]).toBe('/interface/lte/info');
  const { words } = lteSession('lte1', '7.20');
  expect(words).toEqual(['/interface/lte/monitor', '=numbers=lte1', '=once=', '=.proplist=session-uptime']);
  expect(lteSession('lte1', '7.20').read({ rows: [], done: {} })).toBeNull();
});
