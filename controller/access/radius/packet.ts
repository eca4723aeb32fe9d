/** Packet codes that we speak (RFC 2865 §3, RFC 2866 §3, RFC 5997 §4, RFC 5176 §3). */
export const Code = {
  accessRequest: 1,
  accessAccept: 2,
  accessReject: 3,
  accountingRequest: 4,
  accountingResponse: 5,
  statusServer: 12,
  disconnectRequest: 40,
  disconnectAck: 41,
  disconnectNak: 42,
} as const;

/** Length of code, identifier, length and authenticator. */
export const HEADER_BYTES = 20;
/** RFC 2865 §3. */
export const MAX_PACKET_BYTES = 4096;

export interface Attribute {
  readonly type: number;
  /** A view into the packet, 0..253 bytes. */
  readonly value: Buffer;
  /** Where the value begins in the packet. */
  readonly offset: number;
}

export interface Packet {
  readonly code: number;
  readonly identifier: number;
  readonly authenticator: Buffer;
  /** In the order of the packet. */
  readonly attributes: readonly Attribute[];
  /** The packet as it came, without what followed its own length. */
  readonly raw: Buffer;
}

/** Why a datagram is no packet: it is dropped in silence (RFC 2865 §3, §5). */
export type Malformed = 'too-short' | 'wrong-length' | 'wrong-attribute-length';

/** Bytes after the packet's own length are padding; a datagram shorter than it says is no packet (RFC 2865 §3). */
export function parsePacket(datagram: Buffer): Packet | Malformed {
  if (datagram.length < HEADER_BYTES) return 'too-short';
  const length = datagram.readUInt16BE(2);
  if (length < HEADER_BYTES || length > MAX_PACKET_BYTES || length > datagram.length) return 'wrong-length';
  const raw = datagram.subarray(0, length);
  const attributes: Attribute[] = [];
  for (let at = HEADER_BYTES; at < length; ) {
    const size = raw[at + 1];
    if (size === undefined || size < 2 || at + size > length) return 'wrong-attribute-length';
    attributes.push({ type: raw[at]!, value: raw.subarray(at + 2, at + size), offset: at + 2 });
    at += size;
  }
  return {
    code: raw[0]!,
    identifier: raw[1]!,
    authenticator: raw.subarray(4, HEADER_BYTES),
    attributes,
    raw,
  };
}

/** An attribute to be sent. */
export interface Outgoing {
  readonly type: number;
  readonly value: Buffer;
}

/** Lays a packet out with `authenticator` in its place; nothing is signed. Throws RangeError when it would be too long. */
export function layOut(
  code: number,
  identifier: number,
  authenticator: Uint8Array,
  attributes: readonly Outgoing[],
): Buffer {
  const length = attributes.reduce((sum, { value }) => sum + 2 + value.length, HEADER_BYTES);
  if (length > MAX_PACKET_BYTES) throw new RangeError(`a packet of ${length} bytes is too long for RADIUS`);
  const packet = Buffer.alloc(length);
  packet[0] = code;
  packet[1] = identifier;
  packet.writeUInt16BE(length, 2);
  packet.set(authenticator, 4);
  let at = HEADER_BYTES;
  for (const { type, value } of attributes) {
    if (value.length > 253) throw new RangeError(`attribute ${type} of ${value.length} bytes is too long`);
    packet[at] = type;
    packet[at + 1] = value.length + 2;
    packet.set(value, at + 2);
    at += value.length + 2;
  }
  return packet;
}
