import { X509Certificate } from 'node:crypto';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';

const DEADLINE_MS = 15_000;

/** SHA-256 as RouterOS shows it: 64 hexadecimal digits in small letters, nothing between. */
export const fingerprintOf = (pem: string): string =>
  new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();

/** The same, however a person typed it: capitals, colons, blanks. */
export const sameFingerprint = (typed: string, fingerprint: string): boolean =>
  typed.replaceAll(/[^0-9a-fA-F]/g, '').toLowerCase() === fingerprint;

/** The certificate that a service shows now, whoever signed it: to be compared by a person. Rejects with the socket's error. */
export async function fetchCertificate(host: string, port: number): Promise<string> {
  const socket = connect({ host, port, rejectUnauthorized: false, timeout: DEADLINE_MS });
  const late = setTimeout(() => socket.destroy(new Error('no answer in time')), DEADLINE_MS);
  try {
    return await shown(socket);
  } finally {
    clearTimeout(late);
    socket.destroy();
  }
}

function shown(socket: TLSSocket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed before a certificate came')));
    socket.once('secureConnect', () => {
      const { raw } = socket.getPeerCertificate(true) as DetailedPeerCertificate;
      if (raw) resolve(new X509Certificate(raw).toString());
      else reject(new Error('the service shows no certificate'));
    });
  });
}
