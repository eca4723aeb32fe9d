import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { encodeSentence, SentenceReader, toWire } from '../simulator/api/codec.ts';
import type { LinkOptions } from './router-link.ts';

/** One sentence as it came, and the ways to answer it. */
export interface Heard {
  readonly words: readonly string[];
  readonly tag: string;
  readonly socket: Socket;
  /** The tag is added. */
  reply(...words: string[]): void;
  /** As they are: no tag, or a wrong one. */
  raw(...words: string[]): void;
}

export interface RawRouter extends AsyncDisposable {
  readonly port: number;
  /** For `RouterLink.open`. */
  readonly address: LinkOptions;
  /** Every chunk that came in, as TCP brought it. */
  readonly chunks: Buffer[];
}

/** A server that does what a test says, for what no router and no simulator does on demand. Its codec is the simulator's. */
export async function startRawRouter(
  answer: (heard: Heard) => void,
  { tls, onSocket }: { tls?: TlsOptions; onSocket?: (socket: Socket) => void } = {},
): Promise<RawRouter> {
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    const reader = new SentenceReader();
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      for (const words of reader.read(chunk)) {
        const tag = words.find((word) => word.startsWith('.tag='))?.slice(5) ?? '';
        const raw = (...reply: string[]): void => {
          if (!socket.destroyed) socket.write(encodeSentence(reply.map(toWire)));
        };
        answer({ words, tag, socket, raw, reply: (...reply) => raw(...reply, `.tag=${tag}`) });
      }
    });
    onSocket?.(socket);
  };
  const server: Server = tls ? createTlsServer(tls, serve) : createServer({ noDelay: true }, serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  const port = at && typeof at === 'object' ? at.port : 0;
  return {
    port,
    chunks,
    address: {
      host: '127.0.0.1',
      port,
      username: 'u',
      password: 'p',
      tls: false,
      deadlineMs: 2_000,
      width: 8,
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Lets everybody in, and hands all other sentences on. */
export const afterLogin =
  (answer: (heard: Heard) => void) =>
  (heard: Heard): void => {
    if (heard.words[0] === '/login') heard.reply('!done');
    else answer(heard);
  };
