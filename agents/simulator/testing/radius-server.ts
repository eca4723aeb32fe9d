import { createHash, createHmac } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

/** One packet as it came, read by hand: nothing here comes from the simulator's own codec. */
export interface Heard {
  readonly code: number;
  readonly id: number;
  readonly authenticator: string;
  readonly from: string;
  readonly signed: boolean;
  /** Values by number, or `vendor/number`, in hex. */
  readonly attributes: ReadonlyMap<string, string[]>;
  readonly text: (key: string) => string | undefined;
  readonly number: (key: string) => number | undefined;
  /** User-Password in clear. */
  readonly password: string | undefined;
}

export interface Answer {
  readonly code: number;
  /** Attributes as raw bytes after each other. */
  readonly attributes?: Buffer;
  /** `false`: no Message-Authenticator; `wrong`: a bad one; `forged`: a bad Response Authenticator. */
  readonly sign?: boolean | 'wrong' | 'forged';
}

/** A RADIUS server for tests: keeps what it heard, answers what it is told. Both kinds on one port. */
export class RadiusServer implements AsyncDisposable {
  readonly secret: string;
  readonly heard: Heard[] = [];
  answer: (packet: Heard) => Answer | undefined = ({ code }) => ({ code: code === 4 ? 5 : 2 });
  readonly #socket: Socket = createSocket('udp4');
  #wake: (() => void)[] = [];

  constructor(secret: string) {
    this.secret = secret;
    this.#socket.on('message', (bytes, from) => this.#take(bytes, from));
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#socket.bind(0, '127.0.0.1', resolve));
    return this.#socket.address().port;
  }

  /** Waits for a packet heard that fits. */
  async until(fits: (packet: Heard) => boolean, withinMs = 5_000): Promise<Heard> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const found = this.heard.find(fits);
      if (found) return found;
      if (Date.now() >= deadline)
        throw new Error(`not heard in ${withinMs} ms; codes: ${this.heard.map(({ code }) => code)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deadline - Date.now());
        this.#wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  #take(bytes: Buffer, from: RemoteInfo): void {
    const packet = read(bytes, this.secret, from.address);
    this.heard.push(packet);
    for (const wake of this.#wake.splice(0)) wake();
    const answer = this.answer(packet);
    if (answer) this.#socket.send(reply(bytes, answer, this.secret), from.port, from.address);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => this.#socket.close(() => resolve()));
  }
}

function read(bytes: Buffer, secret: string, from: string): Heard {
  const attributes = new Map<string, string[]>();
  let signed = false;
  for (let at = 20; at < bytes.readUInt16BE(2); at += bytes[at + 1]!) {
    const value = bytes.subarray(at + 2, at + bytes[at + 1]!);
    const vendor = bytes[at] === 26;
    const key = vendor ? `${value.readUInt32BE(0)}/${value[4]}` : String(bytes[at]);
    attributes.set(key, [
      ...(attributes.get(key) ?? []),
      (vendor ? value.subarray(6) : value).toString('hex'),
    ]);
    if (bytes[at] === 80) {
      const copy = Buffer.from(bytes).fill(0, at + 2, at + 18);
      signed = createHmac('md5', secret).update(copy).digest().equals(value);
    }
  }
  const value = (key: string): Buffer | undefined => {
    const first = attributes.get(key)?.[0];
    return first === undefined ? undefined : Buffer.from(first, 'hex');
  };
  return {
    code: bytes[0]!,
    id: bytes[1]!,
    authenticator: bytes.toString('hex', 4, 20),
    from,
    signed,
    attributes,
    text: (key) => value(key)?.toString('latin1'),
    number: (key) => value(key)?.readUInt32BE(0),
    password: clear(value('2'), secret, bytes.subarray(4, 20)),
  };
}

function clear(hidden: Buffer | undefined, secret: string, authenticator: Buffer): string | undefined {
  if (!hidden) return undefined;
  const out = Buffer.alloc(hidden.length);
  for (let i = 0; i < hidden.length; i++) {
    const block = i - (i % 16);
    const mask = createHash('md5')
      .update(secret)
      .update(block === 0 ? authenticator : hidden.subarray(block - 16, block))
      .digest();
    out[i] = hidden[i]! ^ mask[i % 16]!;
  }
  return out.toString('latin1').replace(/\0+$/, '');
}

function reply(
  request: Buffer,
  { code, attributes = Buffer.alloc(0), sign = code !== 5 }: Answer,
  secret: string,
): Buffer {
  const signature = sign === false ? Buffer.alloc(0) : Buffer.concat([Buffer.of(80, 18), Buffer.alloc(16)]);
  const packet = Buffer.concat([
    Buffer.of(code, request[1]!, 0, 0),
    request.subarray(4, 20),
    signature,
    attributes,
  ]);
  packet.writeUInt16BE(packet.length, 2);
  if (sign !== false)
    createHmac('md5', sign === 'wrong' ? 'x' : secret)
      .update(packet)
      .digest()
      .copy(packet, 22);
  createHash('md5')
    .update(packet)
    .update(sign === 'forged' ? 'x' : secret)
    .digest()
    .copy(packet, 4);
  return packet;
}

/** Attribute bytes for answers. */
export const attribute = (type: number, value: Buffer | string | number): Buffer => {
  const bytes =
    typeof value === 'number'
      ? Buffer.from([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255])
      : Buffer.from(value as string);
  return Buffer.concat([Buffer.of(type, bytes.length + 2), bytes]);
};
export const mikrotik = (type: number, value: string | number): Buffer =>
  attribute(26, Buffer.concat([Buffer.from([0, 0, 0x3a, 0x8c]), attribute(type, value)]));
