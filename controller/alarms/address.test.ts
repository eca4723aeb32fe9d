import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { hostOf, isPublic, RefusedAddress, refusePrivate } from './address.ts';
import { webhookSend } from './webhook.ts';

test.each([
  ['8.8.8.8', true],
  ['2606:4700:4700::1111', true],
  ['127.0.0.1', false],
  ['0.0.0.0', false],
  ['10.1.2.3', false],
  ['172.16.0.1', false],
  ['192.168.88.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['100.100.100.200', false],
  ['168.63.129.16', false],
  ['192.0.2.1', false],
  ['198.18.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['fd00:ec2::254', false],
  ['::ffff:10.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['::127.0.0.1', false],
  ['64:ff9b::a00:1', false],
  ['2002:7f00:1::', false],
  ['2001:0:1::', false],
  ['ff02::1', false],
  ['desa.example', false],
  ['', false],
])('%s is public: %s', (address, is) => expect(isPublic(address)).toBe(is));

test.each([
  ['https://10.0.0.1/', [], false],
  ['https://0x7f.1/', [], false],
  ['https://2130706433/', [], false],
  ['https://[::ffff:127.0.0.1]/', [], false],
  ['https://[::1]:8443/', [], false],
  ['http://8.8.8.8/', [], false],
  ['https://8.8.8.8/', [], true],
  ['http://10.0.0.1/', ['10.0.0.1'], true],
  ['http://pusat.lan./', ['pusat.lan'], true],
])('%s, allowed %j: %s', (address, allowed, is) => {
  const check = () => refusePrivate(new URL(address), allowed);
  if (is) expect(check).not.toThrow();
  else expect(check).toThrow(RefusedAddress);
});

test('an address in brackets is an address', () => {
  expect(hostOf(new URL('https://[2606:4700::1111]/'))).toBe('2606:4700::1111');
});

test('a name that leads to our own machine is refused before any byte is sent', async () => {
  let connections = 0;
  const server = createServer().on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const send = webhookSend(
    { kind: 'webhook', url: `https://localhost:${port}/`, secret: 'x'.repeat(16) },
    [],
    () => new Date(),
  );
  const verdict = await send(
    {
      id: 'a',
      version: 1,
      first: true,
      remoteId: null,
      content: { kind: 'test', at: new Date().toISOString() },
    },
    AbortSignal.timeout(5_000),
  );
  server.close();
  expect([verdict, connections]).toEqual([{ ok: false, failure: 'refused-address', again: 'later' }, 0]);
});
