import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { encodeDisconnect, isAnswerTo } from './authenticators.ts';
import { Code, type Outgoing, parsePacket } from './packet.ts';

/** Port of `/radius/incoming` as RouterOS has it; IANA's is 3799. */
export const ROUTEROS_COA_PORT = 1_700;
/** When the same request is sent again, ms after the first: a lost one costs little, a flood helps nobody. */
const SEND_AT_MS = [0, 1_000, 3_000] as const;
const DEADLINE_MS = 6_000;

export type Disconnected = 'gone' | 'refused' | 'no-answer';

/**
 * Asks a router to end a session (RFC 5176 §3.1). The same bytes are sent again until an answer that proves the secret comes, or
 * `deadlineMs` is over. What does not prove it is dropped, as if it had not come.
 */
export async function askDisconnect(
  to: { readonly address: string; readonly port: number; readonly secret: Uint8Array },
  attributes: readonly Outgoing[],
  deadlineMs = DEADLINE_MS,
): Promise<Disconnected> {
  const request = encodeDisconnect(randomInt(256), to.secret, attributes);
  const socket = createSocket(isIPv6(to.address) ? 'udp6' : 'udp4');
  const { promise, resolve } = Promise.withResolvers<Disconnected>();
  socket.on('error', () => resolve('no-answer'));
  socket.on('message', (datagram, from) => {
    const answer = parsePacket(datagram);
    if (typeof answer === 'string' || from.address !== to.address) return;
    if (!isAnswerTo(answer, request, to.secret)) return;
    if (answer.code === Code.disconnectAck) resolve('gone');
    if (answer.code === Code.disconnectNak) resolve('refused');
  });
  const timers = SEND_AT_MS.filter((at) => at < deadlineMs).map((at) =>
    setTimeout(() => socket.send(request, to.port, to.address, (error) => error && resolve('no-answer')), at),
  );
  timers.push(setTimeout(() => resolve('no-answer'), deadlineMs));
  try {
    return await promise;
  } finally {
    for (const timer of timers) clearTimeout(timer);
    socket.close();
  }
}
