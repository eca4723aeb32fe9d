import { expect, test } from 'vitest';
import { GROUPS } from './accounts.ts';
import type { ScriptPlan } from './plan.ts';
import { factoryRouter, settingsOf } from './testing.ts';

const VERSIONS = ['7.20', '7.12', '6.49.10'] as const;

test.each(VERSIONS)('%s: pasted once it is whole, pasted twice nothing changes', async (version) => {
  await using bench = await factoryRouter(version);
  expect(await bench.paste(bench.script())).toContain('SELESAI');
  const once = settingsOf(bench.router);
  expect(once['/system/identity']).toEqual([{ name: 'sd-abcdefghjk' }]);
  expect(await bench.paste(bench.script())).toContain('SELESAI');
  expect(settingsOf(bench.router)).toEqual(once);
});

test.each(VERSIONS)('%s: where there is no hotspot, it is made whole', async (version) => {
  await using bench = await factoryRouter(version, { bare: true });
  expect(await bench.paste(bench.script())).toContain('SELESAI');
  const { router } = bench;
  const [hotspot] = router.rows('/ip/hotspot');
  expect([hotspot?.interface, hotspot?.profile]).toEqual(['bridge-hotspot', 'sd-default']);
  expect(router.rows('/ip/hotspot/profile').find((row) => row.name === 'sd-default')).toMatchObject({
    'dns-name': 'login.sukamaju.lan',
    'use-radius': 'true',
    'html-directory-override': 'flash/sinyal',
  });
  expect(router.rows('/ip/address').map((row) => row.address)).toContain('10.5.50.1/24');
  expect(router.rows('/ip/dhcp-server')[0]?.interface).toBe('bridge-hotspot');
  const once = settingsOf(router);
  await bench.paste(bench.script());
  expect(settingsOf(router)).toEqual(once);
});

test.each(VERSIONS)('%s: half a paste and a power cut are mended by pasting again', async (version) => {
  await using whole = await factoryRouter(version);
  await whole.paste(whole.script());
  const lines = whole.script().split('\n').length;
  for (const part of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    await using bench = await factoryRouter(version);
    const { router } = bench;
    const { output } = await router.paste(bench.script(), { untilLine: Math.floor(lines * part) });
    expect(output).not.toContain('SELESAI');
    router.fault('power-cut');
    router.mend('power-cut');
    expect(await bench.paste(bench.script())).toContain('SELESAI');
    for (const [menu, rows] of Object.entries(settingsOf(router)))
      expect([menu, rows.length]).toEqual([menu, settingsOf(whole.router)[menu]!.length]);
  }
});

test.each<[why: string, version: string, over: Partial<ScriptPlan>, says: RegExp]>([
  ['the serial number of another', '7.20', { serial: 'HX0000000' }, /milik router sukamaju/],
  ['RouterOS 6, the router has 7', '7.20', { form: 6 }, /untuk RouterOS 6/],
  ['RouterOS 7, the router has 6', '6.49.10', { form: 7 }, /untuk RouterOS 7/],
  ['RouterOS too old to write files', '7.5', {}, /lebih tua dari 7\.9/],
])('a script for %s changes nothing', async (_why, version, over, says) => {
  await using bench = await factoryRouter(version);
  const before = settingsOf(bench.router);
  const said = await bench.paste(bench.script(over));
  expect(said).toMatch(says);
  expect(said).toContain('BELUM LENGKAP');
  expect(settingsOf(bench.router)).toEqual(before);
});

test.each<[version: string, red: boolean]>([
  ['7.20', true],
  ['7.23.5', true],
  ['7.23.6', false],
  ['7.24', true],
  ['7.24.3', false],
  ['7.25', false],
  ['6.49.10', true],
  ['6.49.21', false],
])('RouterOS %s is on the red list: %s; it is joined all the same', async (version, red) => {
  await using bench = await factoryRouter(version);
  const said = await bench.paste(bench.script());
  expect([said.includes('daftar merah'), said.includes('SELESAI')]).toEqual([red, true]);
});

test('a board whose device-mode holds hotspot back is told which button to press', async () => {
  await using bench = await factoryRouter('7.20');
  bench.router.fault('device-mode-blocked');
  const said = await bench.paste(bench.script());
  expect(said).toMatch(/device-mode router ini melarang:.*hotspot/);
  expect(said).toContain('/system device-mode update hotspot=yes scheduler=yes fetch=yes');
});

test.each(VERSIONS)('%s: accounts may do what they need, from the hub, and nothing more', async (version) => {
  await using bench = await factoryRouter(version);
  await bench.paste(bench.script());
  const groups = bench.router.rows('/user/group');
  for (const { name, granted } of Object.values(GROUPS)) {
    const policy = groups.find((row) => row.name === name)!.policy!.split(',');
    expect(policy.filter((word) => !word.startsWith('!')).toSorted()).toEqual(granted.toSorted());
  }
  const users = bench.router.rows('/user').filter((row) => row.group?.startsWith('sd-'));
  expect(users.map((row) => row.address)).toEqual(['127.0.0.1/32', '127.0.0.1/32']);
});

test.each(['7.20', '6.49.10'])(
  '%s: without a tunnel the API has TLS, a certificate made on the router, and one caller',
  async (version) => {
    await using bench = await factoryRouter(version);
    const over = { tunnel: null, api: { tls: true, port: 8729 }, controller: '203.0.113.5' };
    const said = await bench.paste(bench.script(over));
    expect(said).toContain('SELESAI');
    const { router } = bench;
    const [certificate] = router.rows('/certificate').filter((row) => row.name === 'sd-api');
    expect(certificate?.['common-name']).toBe('sd-abcdefghjk');
    expect(said).toContain(`Sidik jari sertifikat: ${certificate?.fingerprint}`);
    const service = (name: string) => router.rows('/ip/service').find((row) => row.name === name);
    expect(service('api-ssl')).toMatchObject({
      certificate: 'sd-api',
      address: '203.0.113.5/32',
      disabled: 'false',
    });
    expect(service('api')).toMatchObject({ disabled: 'true' });
    expect(router.rows('/interface').some((row) => row.name === 'sd-hub')).toBe(false);
    const once = settingsOf(router);
    await bench.paste(bench.script(over));
    expect(settingsOf(router)).toEqual(once);
  },
);
