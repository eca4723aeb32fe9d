import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export const CODE = {
  accessRequest: 1,
  accessAccept: 2,
  accessReject: 3,
  accountingRequest: 4,
  accountingResponse: 5,
  accessChallenge: 11,
} as const;

/** Attribute numbers that a hotspot sends or honours (RFC 2865, 2866, 2869). */
export const ATTR = {
  userName: 1,
  userPassword: 2,
  nasIpAddress: 4,
  nasPort: 5,
  serviceType: 6,
  framedIpAddress: 8,
  replyMessage: 18,
  class: 25,
  vendor: 26,
  sessionTimeout: 27,
  idleTimeout: 28,
  calledStationId: 30,
  callingStationId: 31,
  nasIdentifier: 32,
  acctStatusType: 40,
  acctDelayTime: 41,
  acctInputOctets: 42,
  acctOutputOctets: 43,
  acctSessionId: 44,
  acctAuthentic: 45,
  acctSessionTime: 46,
  acctInputPackets: 47,
  acctOutputPackets: 48,
  acctTerminateCause: 49,
  acctInputGigawords: 52,
  acctOutputGigawords: 53,
  eventTimestamp: 55,
  nasPortType: 61,
  portLimit: 62,
  messageAuthenticator: 80,
  acctInterimInterval: 85,
  nasPortId: 87,
} as const;

export const MIKROTIK = 14_988;
export const WISPR = 14_122;

export interface Attribute {
  readonly type: number;
  /** Set when this is a vendor's own attribute inside Vendor-Specific(26). */
  readonly vendor?: number;
  readonly value: Buffer;
}

export const text = (type: number, value: string, vendor?: number): Attribute =>
  make(type, Buffer.from(value, 'latin1').subarray(0, vendor === undefined ? 253 : 247), vendor);

export function integer(type: number, value: number, vendor?: number): Attribute {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return make(type, bytes, vendor);
}

export const ipv4 = (type: number, address: string, vendor?: number): Attribute =>
  make(type, Buffer.from(address.split('.').map(Number)), vendor);

const make = (type: number, value: Buffer, vendor: number | undefined): Attribute =>
  vendor === undefined ? { type, value } : { type, vendor, value };

function encodeAttribute({ type, vendor, value }: Attribute): Buffer {
  if (vendor === undefined) return Buffer.concat([Buffer.of(type, value.length + 2), value]);
  const head = Buffer.alloc(8);
  head.set([ATTR.vendor, value.length + 8]);
  head.writeUInt32BE(vendor, 2);
  head.set([type, value.length + 2], 6);
  return Buffer.concat([head, value]);
}

const md5 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('md5');
  for (const part of parts) typeof part === 'string' ? hash.update(part, 'latin1') : hash.update(part);
  return hash.digest();
};

/** User-Password as it goes over the wire: XOR with a chain of MD5 (RFC 2865 §5.2). At most 128 bytes. */
export function hidePassword(password: string, secret: string, authenticator: Buffer): Buffer {
  const clear = Buffer.from(password, 'latin1').subarray(0, 128);
  const padded = Buffer.alloc(Math.max(16, Math.ceil(clear.length / 16) * 16));
  clear.copy(padded);
  let last = authenticator;
  for (let i = 0; i < padded.length; i += 16) {
    const mask = md5(secret, last);
    for (let j = 0; j < 16; j++) padded[i + j]! ^= mask[j]!;
    last = padded.subarray(i, i + 16);
  }
  return padded;
}

function assemble(code: number, id: number, authenticator: Buffer, attributes: readonly Attribute[]): Buffer {
  const head = Buffer.alloc(20);
  const body = Buffer.concat(attributes.map(encodeAttribute));
  head.set([code, id]);
  head.writeUInt16BE(20 + body.length, 2);
  authenticator.copy(head, 4);
  return Buffer.concat([head, body]);
}

/** An Access-Request, signed by Message-Authenticator when `sign` (RFC 3579 §3.2). */
export function accessRequest(
  id: number,
  authenticator: Buffer,
  attributes: readonly Attribute[],
  secret: string,
  sign: boolean,
): Buffer {
  if (!sign) return assemble(CODE.accessRequest, id, authenticator, attributes);
  const signature: Attribute = { type: ATTR.messageAuthenticator, value: Buffer.alloc(16) };
  const packet = assemble(CODE.accessRequest, id, authenticator, [...attributes, signature]);
  createHmac('md5', Buffer.from(secret, 'latin1'))
    .update(packet)
    .digest()
    .copy(packet, packet.length - 16);
  return packet;
}

/** An Accounting-Request with its authenticator over itself (RFC 2866 §3). */
export function accountingRequest(id: number, attributes: readonly Attribute[], secret: string): Buffer {
  const packet = assemble(CODE.accountingRequest, id, Buffer.alloc(16), attributes);
  md5(packet, secret).copy(packet, 4);
  return packet;
}

export interface Reply {
  readonly code: number;
  readonly id: number;
  readonly attributes: readonly Attribute[];
}

/** Reads a reply, or nothing when it is malformed, wrongly authenticated or, where `demandSignature`, not signed. */
export function readReply(
  datagram: Buffer,
  request: Buffer,
  secret: string,
  demandSignature: boolean,
): Reply | undefined {
  if (datagram.length < 20) return undefined;
  const length = datagram.readUInt16BE(2);
  if (length < 20 || length > 4_096 || length > datagram.length) return undefined;
  const packet = datagram.subarray(0, length);
  const asked = request.subarray(4, 20);
  const expected = md5(packet.subarray(0, 4), asked, packet.subarray(20), secret);
  if (!timingSafeEqual(expected, packet.subarray(4, 20))) return undefined;
  const attributes: Attribute[] = [];
  let signature: number | undefined;
  for (let at = 20; at < length; ) {
    const size = packet[at + 1] ?? 0;
    if (size < 2 || at + size > length) return undefined;
    const value = packet.subarray(at + 2, at + size);
    if (packet[at] === ATTR.messageAuthenticator && value.length === 16) signature = at + 2;
    attributes.push(...unpack(packet[at]!, value));
    at += size;
  }
  if (demandSignature && (signature === undefined || !isSigned(packet, signature, asked, secret)))
    return undefined;
  return { code: packet[0]!, id: packet[1]!, attributes };
}

function isSigned(packet: Buffer, at: number, asked: Buffer, secret: string): boolean {
  const copy = Buffer.from(packet);
  asked.copy(copy, 4);
  copy.fill(0, at, at + 16);
  const expected = createHmac('md5', Buffer.from(secret, 'latin1')).update(copy).digest();
  return timingSafeEqual(expected, packet.subarray(at, at + 16));
}

/** Vendor-Specific may hold several attributes; one that does not add up is kept as it is. */
function unpack(type: number, value: Buffer): Attribute[] {
  if (type !== ATTR.vendor || value.length < 6) return [{ type, value }];
  const vendor = value.readUInt32BE(0);
  const found: Attribute[] = [];
  for (let at = 4; at < value.length; ) {
    const size = value[at + 1] ?? 0;
    if (size < 2 || at + size > value.length) return [{ type, value }];
    found.push({ type: value[at]!, vendor, value: value.subarray(at + 2, at + size) });
    at += size;
  }
  return found;
}

const find = (reply: Reply, type: number, vendor?: number): Attribute | undefined =>
  reply.attributes.find((attribute) => attribute.type === type && attribute.vendor === vendor);

export function numberIn(reply: Reply, type: number, vendor?: number): number | undefined {
  const value = find(reply, type, vendor)?.value;
  return value?.length === 4 ? value.readUInt32BE(0) : undefined;
}

export const textIn = (reply: Reply, type: number, vendor?: number): string | undefined =>
  find(reply, type, vendor)?.value.toString('latin1');
