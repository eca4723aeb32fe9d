/**
 * node-routeros 1.6.9 made safe. The package is frozen, so replacing methods of it is stable; a test asserts the version.
 * Unpatched it ends the process on `!empty` (every RouterOS ≥ 7.18), on a late reply and on a strange login, hangs for ever when
 * a reply is cut before its last byte, mixes up untagged replies, turns UTF-8 into mojibake, and sends every word as a packet
 * of its own. Nothing else of ours imports the package but `router-link.ts`.
 */
import { createHash } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { Connector, Receiver, RosException, RouterOSAPI } from 'node-routeros';
import { encodeSentence, SentenceDecoder, UnreadableStream } from './sentence-codec.ts';

/** The parts of the package that its types hide. */
export interface ConnectorParts {
  readonly socket: Socket;
  write(words: readonly string[]): unknown;
  read(tag: string, take: (packet: string[]) => void): void;
  stopRead(tag: string): void;
}
interface ReceiverParts {
  readonly socket: Socket;
  readonly tags: Map<string, { callback(packet: string[]): void }>;
}
interface ApiParts {
  readonly user: string;
  readonly password: string;
  write(words: string[]): Promise<Record<string, string>[]>;
}

/** Why we hung up: `!fatal` with its reason, or a stream that cannot be read. */
export type Ending = { kind: 'fatal' | 'unreadable'; reason: string };

const decoders = new WeakMap<object, SentenceDecoder>();
const endings = new WeakMap<Socket, Ending>();
/** Sentences that belonged to no command: untagged, or of a command given up. */
export const dropped = { sentences: 0 };

export const endingOf = (socket: Socket): Ending | undefined => endings.get(socket);

function end(socket: Socket, ending: Ending): void {
  endings.set(socket, ending);
  socket.destroy();
}

function deliver(receiver: ReceiverParts, words: string[]): void {
  const reply = words[0]!;
  if (reply === '!fatal') {
    end(receiver.socket, { kind: 'fatal', reason: words.slice(1).join(' ').slice(0, 200) });
    return;
  }
  // says only that there are no rows, which `!done` says too (7.18+)
  if (reply === '!empty') return;
  if (reply !== '!re' && reply !== '!done' && reply !== '!trap')
    throw new UnreadableStream(`reply ${JSON.stringify(reply.slice(0, 20))}`);
  // last by custom, but its place is free
  let place = words.length - 1;
  while (place > 0 && !words[place]!.startsWith('.tag=')) place--;
  const reader = place === 0 ? undefined : receiver.tags.get(words[place]!.slice(5));
  if (!reader) {
    dropped.sentences++;
    return;
  }
  if (place === words.length - 1) words.pop();
  else words.splice(place, 1);
  reader.callback(words);
}

function processRawData(this: unknown, chunk: Buffer): void {
  const receiver = this as ReceiverParts;
  if (receiver.socket.destroyed) return;
  const decoder = decoders.get(receiver) ?? new SentenceDecoder();
  decoders.set(receiver, decoder);
  try {
    decoder.push(chunk, (words) => {
      if (!receiver.socket.destroyed) deliver(receiver, words);
    });
  } catch (error) {
    if (!(error instanceof UnreadableStream)) throw error;
    end(receiver.socket, { kind: 'unreadable', reason: error.message });
  }
}

/** Whole sentences, those of one turn in one segment; and never into a pool that nobody empties. */
function write(this: unknown, words: readonly string[]): unknown {
  const { socket } = this as ConnectorParts;
  if (!socket || socket.destroyed || !socket.writable) throw new Error('the connection is closed');
  if (socket.writableCorked === 0) {
    socket.cork();
    process.nextTick(() => socket.uncork());
  }
  socket.write(encodeSentence(words));
  return this;
}

/** The package drops all listeners here; an error that is already on its way would then end the process. */
function destroy(this: unknown): void {
  const connector = this as EventEmitter & { readonly socket: Socket };
  connector.socket.destroy();
  connector.removeAllListeners();
  connector.on('error', () => {});
}

/**
 * Plain login (6.43+), or the older challenge: md5(0x00 + password + challenge) behind `00`. The package's own counts characters
 * for bytes, and on an answer of several rows leaves a rejected promise behind, which ends the process.
 */
async function login(this: unknown): Promise<unknown> {
  const api = this as ApiParts;
  const name = `=name=${api.user}`;
  const rows = await api.write(['/login', name, `=password=${api.password}`]);
  if (rows.length === 0) return api;
  const challenge = rows[0]?.ret ?? '';
  if (rows.length > 1 || !/^[0-9a-f]{32}$/i.test(challenge))
    throw new RosException('UNKNOWNREPLY', { reply: '/login' });
  const md5 = createHash('md5').update(Buffer.of(0)).update(api.password, 'utf8').update(challenge, 'hex');
  await api.write(['/login', name, `=response=00${md5.digest('hex')}`]);
  return api;
}

Object.assign(Receiver.prototype, { processRawData });
Object.assign(Connector.prototype, { write, destroy });
Object.assign(RouterOSAPI.prototype, { login });

export { RosException, RouterOSAPI };
