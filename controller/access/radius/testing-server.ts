import { Attr, text } from './attributes.ts';
import type { DropReason } from './counters.ts';
import { Code } from './packet.ts';
import { type Answer, type Peer, type RadiusHandlers, startRadiusServer } from './server.ts';
import { TestClient } from './testing.ts';

export const testSecret = Buffer.from('0123456789abcdef0123456789abcdef');
export const testAccept: Answer = {
  code: Code.accessAccept,
  attributes: [text(Attr.replyMessage, 'welcome')],
};

export interface TestServerOptions extends Partial<RadiusHandlers<Peer>> {
  maxInFlight?: number;
  mayBeUnsigned?: boolean;
}

/** A server with one peer, its drops, and a client. */
export async function startTestServer({
  maxInFlight,
  mayBeUnsigned = false,
  ...handlers
}: TestServerOptions = {}) {
  const dropped: DropReason[] = [];
  const waiting = new Set<() => void>();
  const server = await startRadiusServer<Peer>(
    { host: '127.0.0.1', authPort: 0, acctPort: 0, ...(maxInFlight === undefined ? {} : { maxInFlight }) },
    {
      peerOf: () => ({ secret: testSecret, mayBeUnsigned }),
      onAccess: async () => testAccept,
      onAccounting: async () => ({ code: Code.accountingResponse, attributes: [] }),
      onDrop(reason) {
        dropped.push(reason);
        for (const wake of waiting) wake();
        waiting.clear();
      },
      ...handlers,
    },
  );
  const client = await new TestClient().bind();
  /** Resolves when so many datagrams were dropped. */
  const drops = async (count: number) => {
    while (dropped.length < count) {
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
    return dropped;
  };
  return {
    server,
    client,
    dropped,
    drops,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await server.close();
    },
  };
}
