import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { Attr } from './attributes.ts';
import { Code, HEADER_BYTES, layOut, type Outgoing, type Packet, parsePacket } from './packet.ts';

/** The client's side of the wire, for tests: written from the RFCs apart from the server's side. */
export interface RequestOptions {
  readonly code?: number;
  readonly identifier?: number;
  readonly authenticator?: Buffer;
  /** Default true for what is not accounting. */
  readonly sign?: boolean;
  readonly password?: string;
}

export function buildRequest(
  secret: Buffer,
  attributes: readonly Outgoing[],
  {
    code = Code.accessRequest,
    identifier = randomBytes(1)[0]!,
    authenticator = randomBytes(16),
    sign = code !== Code.accountingRequest,
    password,
  }: RequestOptions = {},
): Buffer {
  const accounting = code === Code.accountingRequest;
  const start = accounting ? Buffer.alloc(16) : authenticator;
  const all = [...attributes];
  if (password !== undefined)
    all.push({ type: Attr.userPassword, value: hide(password, secret, authenticator) });
  if (sign) all.push({ type: Attr.messageAuthenticator, value: Buffer.alloc(16) });
  const packet = layOut(code, identifier, start, all);
  if (sign)
    createHmac('md5', secret)
      .update(packet)
      .digest()
      .copy(packet, packet.length - 16);
  if (accounting) createHash('md5').update(packet).update(secret).digest().copy(packet, 4);
  return packet;
}

/** RFC 2865 §5.2, the sending side. */
export function hide(password: string, secret: Buffer, authenticator: Buffer): Buffer {
  const clear = Buffer.from(password);
  const padded = Buffer.alloc(Math.max(16, Math.ceil(clear.length / 16) * 16));
  clear.copy(padded);
  let before = authenticator;
  for (let at = 0; at < padded.length; at += 16) {
    const mask = createHash('md5').update(secret).update(before).digest();
    for (let i = 0; i < 16; i += 1) padded[at + i]! ^= mask[i]!;
    before = padded.subarray(at, at + 16);
  }
  return padded;
}

/** Is `answer` the proved answer to `request`? (Response Authenticator, and Message-Authenticator when there is one.) */
export function isProved(answer: Buffer, request: Buffer, secret: Buffer): boolean {
  const asked = Buffer.from(answer);
  request.copy(asked, 4, 4, HEADER_BYTES);
  if (!createHash('md5').update(asked).update(secret).digest().equals(answer.subarray(4, HEADER_BYTES))) {
    return false;
  }
  const packet = parsePacket(answer) as Packet;
  const signature = packet.attributes.find(({ type }) => type === Attr.messageAuthenticator);
  if (!signature) return true;
  asked.fill(0, signature.offset, signature.offset + 16);
  return createHmac('md5', secret).update(asked).digest().equals(signature.value);
}

/** A UDP client with a port of its own. */
export class TestClient implements AsyncDisposable {
  readonly #socket = createSocket('udp4');
  readonly answers: Buffer[] = [];

  constructor() {
    this.#socket.on('message', (answer) => this.answers.push(answer));
  }

  async bind(address = '127.0.0.1'): Promise<this> {
    this.#socket.bind(0, address);
    await once(this.#socket, 'listening');
    return this;
  }

  send(packet: Buffer, port: number): void {
    this.#socket.send(packet, port, '127.0.0.1');
  }

  /** The next answer; rejects after `withinMs`. */
  async next(withinMs = 5_000): Promise<Buffer> {
    const [answer] = (await once(this.#socket, 'message', { signal: AbortSignal.timeout(withinMs) })) as [
      Buffer,
    ];
    return answer;
  }

  async ask(packet: Buffer, port: number, withinMs?: number): Promise<Buffer> {
    const answer = this.next(withinMs);
    this.send(packet, port);
    return await answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => this.#socket.close(() => resolve()));
  }
}
