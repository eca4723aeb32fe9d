import { expect, test } from 'vitest';
import { telegramSend } from './telegram.ts';
import { TOKEN, telegramServer } from './testing-telegram.ts';
import type { Outgoing } from './verdict.ts';

const message: Outgoing = {
  id: 'alarm-1',
  version: 1,
  first: true,
  remoteId: null,
  content: { kind: 'test', at: '2026-11-25T03:00:00.000Z' },
};
const settings = { kind: 'telegram', token: TOKEN, chat: '-1001' } as const;

test('a Telegram that says nothing is left when the house closes, and within ten seconds', async () => {
  await using server = await telegramServer();
  const send = telegramSend(settings, server.root);
  server.faults.push('silence', 'silence');
  expect(await send(message, AbortSignal.timeout(100))).toEqual({
    ok: false,
    failure: 'no-answer',
    again: 'later',
  });
  const begun = performance.now();
  expect(await send(message, new AbortController().signal)).toMatchObject({ failure: 'no-answer' });
  expect(performance.now() - begun).toBeLessThan(12_000);
}, 20_000);

test('nobody listens there', async () => {
  const server = await telegramServer();
  await server[Symbol.asyncDispose]();
  const send = telegramSend(settings, server.root);
  expect(await send(message, AbortSignal.timeout(5_000))).toMatchObject({
    failure: 'no-answer',
    again: 'later',
  });
});
