import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import { mailSend } from './mail.ts';
import type { Outgoing } from './verdict.ts';

const head: Outgoing = {
  id: 'alarm-7',
  version: 1,
  first: true,
  remoteId: null,
  content: { kind: 'chain-head', day: '2026-11-24', head: 'ab'.repeat(32), looks: 34_560 },
};
const signal = new AbortController().signal;

async function server(options: SMTPServerOptions = {}) {
  const got: ParsedMail[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      void simpleParser(stream).then((mail) => {
        got.push(mail);
        done();
      });
    },
    ...options,
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => smtp.close(() => resolve())));
  return { got, port: (smtp.server.address() as AddressInfo).port };
}
const sendBy = (url: string | null) =>
  mailSend({ kind: 'mail', to: 'inspektorat@oganilirkab.go.id' }, url, 'sinyal@oganilirkab.go.id');

test('the head of the chains arrives as plain text; a later version is in its thread', async () => {
  const { got, port } = await server();
  const send = sendBy(`smtp://127.0.0.1:${port}`);
  expect(await send(head, signal)).toEqual({ ok: true, remoteId: null });
  expect(await send({ ...head, version: 2, first: false }, signal)).toEqual({ ok: true, remoteId: null });
  expect(got.map(({ subject }) => subject)).toEqual(
    Array.from({ length: 2 }, () => 'Sidik rantai Sinyal Desa 2026-11-24'),
  );
  expect(got[0]?.text).toContain('ab'.repeat(32));
  expect(got[1]?.inReplyTo).toBe(got[0]?.messageId);
});

test('what goes wrong says whether a person must mend it', async () => {
  expect(await sendBy(null)(head, signal)).toEqual({
    ok: false,
    failure: 'no-mail-server',
    again: 'channel',
  });
  expect(await sendBy('smtp://127.0.0.1:1')(head, signal)).toEqual({
    ok: false,
    failure: 'no-answer',
    again: 'later',
  });
  const refusing = await server({
    onRcptTo: (_address, _session, done) =>
      done(Object.assign(new Error('no such user'), { responseCode: 550 })),
  });
  expect(await sendBy(`smtp://127.0.0.1:${refusing.port}`)(head, signal)).toEqual({
    ok: false,
    failure: 'rejected',
    again: 'channel',
  });
  const guarded = await server({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(new Error('wrong')),
  });
  expect(await sendBy(`smtp://sinyal:salah@127.0.0.1:${guarded.port}`)(head, signal)).toEqual({
    ok: false,
    failure: 'unauthorized',
    again: 'channel',
  });
});
