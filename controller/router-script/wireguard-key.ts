import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';

/** DER of an X25519 private key up to its 32 bytes (RFC 8410 §7). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** As `wg genkey` makes it: 32 bytes in base64, clamped (RFC 7748 §5). */
export function newWireguardKey(): string {
  const { privateKey } = generateKeyPairSync('x25519');
  const bytes = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
  bytes[0]! &= 248;
  bytes[31] = (bytes[31]! & 127) | 64;
  return bytes.toString('base64');
}

/** As `wg pubkey` does. */
export function wireguardPublicKey(privateKey: string): string {
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, Buffer.from(privateKey, 'base64')]),
    format: 'der',
    type: 'pkcs8',
  });
  return Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
}
