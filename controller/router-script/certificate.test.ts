import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { startFleet } from '../../agents/simulator/index.ts';
import { fetchCertificate, fingerprintOf } from './certificate.ts';

test('the certificate of a router is fetched whoever signed it, with the fingerprint that the router shows', async () => {
  await using fleet = await startFleet({ routers: 1, tlsPort: 0, links: false });
  const [router] = fleet.routers;
  const pem = await fetchCertificate('127.0.0.1', router!.tlsPort!);
  expect(new X509Certificate(pem).fingerprint256).toBe(new X509Certificate(fleet.certificate).fingerprint256);
  expect(fingerprintOf(pem)).toMatch(/^[0-9a-f]{64}$/);
});

test('nobody there, or no TLS there, is an error in time', async () => {
  await using fleet = await startFleet({ routers: 1, links: false });
  await expect(fetchCertificate('127.0.0.1', 9)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const [router] = fleet.routers;
  await expect(fetchCertificate('127.0.0.1', router!.port)).rejects.toBeInstanceOf(Error);
});
