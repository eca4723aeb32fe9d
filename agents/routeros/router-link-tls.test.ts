import { expect, test } from 'vitest';
import { startFleet } from '../simulator/index.ts';
import { RouterLink } from './router-link.ts';
import { afterLogin, startRawRouter } from './testing-router.ts';
import { tlsOf } from './tls-of.ts';

const login = { username: 'admin', password: 'simulator', deadlineMs: 5_000 } as const;

test('api-ssl with the pinned certificate, with any, and refused with another', async () => {
  await using fleet = await startFleet({ past: false, links: false, tlsPort: 0 });
  const [router] = fleet.routers;
  const address = { ...login, host: router!.address, port: router!.tlsPort! };
  for (const tls of [{ ca: fleet.certificate }, 'unverified'] as const) {
    const link = await RouterLink.open({ ...address, tls });
    expect((await link.exec(['/system/identity/print'], 5_000)).rows).toEqual([{ name: router!.name }]);
    link.close();
  }
  await using other = await startFleet({ past: false, links: false, tlsPort: 0 });
  await expect(RouterLink.open({ ...address, tls: { ca: other.certificate } })).rejects.toMatchObject({
    kind: 'tls',
    phase: 'connect',
  });
});

test('a pinned certificate must come itself; another one is told as such, before the password leaves', async () => {
  await using fleet = await startFleet({ past: false, links: false, tlsPort: 0 });
  const [router] = fleet.routers;
  const address = { ...login, host: router!.address, port: router!.tlsPort! };
  const link = await RouterLink.open({ ...address, tls: { pinned: fleet.certificate } });
  expect((await link.exec(['/system/identity/print'], 5_000)).rows).toEqual([{ name: router!.name }]);
  link.close();
  await using other = await startFleet({ past: false, links: false, tlsPort: 0 });
  await expect(
    RouterLink.open({ ...address, password: 'never sent', tls: { pinned: other.certificate } }),
  ).rejects.toMatchObject({
    kind: 'tls',
    phase: 'connect',
    left: false,
    message: expect.stringMatching(/^the certificate is not the pinned one/),
  });
});

test('what is pinned for a router goes before what holds for all, and nothing makes a plain one TLS', () => {
  expect(tlsOf({ tls: false, certificate: 'pem' }, 'unverified')).toBe(false);
  expect(tlsOf({ tls: true, certificate: 'pem' }, 'unverified')).toEqual({ pinned: 'pem' });
  expect(tlsOf({ tls: true, certificate: null }, { ca: 'all' })).toEqual({ ca: 'all' });
});

test('api-ssl without certificate: anonymous DH', async () => {
  const tls = {
    ciphers: 'ADH-AES256-GCM-SHA384:@SECLEVEL=0',
    maxVersion: 'TLSv1.2',
    dhparam: 'auto',
  } as const;
  await using raw = await startRawRouter(
    afterLogin(({ reply }) => reply('!done')),
    { tls },
  );
  const link = await RouterLink.open({ ...raw.address, tls: 'unverified' });
  expect(await link.exec(['/x'], 5_000)).toEqual({ rows: [], done: {} });
  link.close();
});

test('a port without TLS is told as such', async () => {
  await using raw = await startRawRouter(() => {}, { onSocket: (socket) => socket.write('no TLS here\n') });
  await expect(RouterLink.open({ ...raw.address, tls: 'unverified' })).rejects.toMatchObject({ kind: 'tls' });
});
