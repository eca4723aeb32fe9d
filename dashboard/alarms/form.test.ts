import { expect, test } from 'vitest';
import { AlarmSettings } from '#contract/alarms.ts';
import { channelOf, emptyForm, type Form, randomSecret } from './form.ts';

const telegram: Form = {
  ...emptyForm,
  name: ' Grup ',
  token: '123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
  chat: '-1001234567890',
};
const webhook: Form = {
  ...emptyForm,
  kind: 'webhook',
  name: 'Pusat',
  url: ' https://pusat.example/hook ',
  secret: 'x'.repeat(16),
};

test.each<[why: string, form: Form, faults: string[]]>([
  ['nothing filled in', emptyForm, ['token', 'chat', 'name']],
  ['a token without its number', { ...telegram, token: 'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw' }, ['token']],
  ['a chat that is a link', { ...telegram, chat: 'https://t.me/desa' }, ['chat']],
  ['a webhook that is no web address', { ...webhook, url: 'ftp://pusat.example' }, ['url']],
  ['a short key', { ...webhook, secret: 'x'.repeat(15) }, ['secret']],
])('%s', (_why, form, faults) => {
  const checked = channelOf(form);
  expect(checked.ok ? [] : [...checked.faults]).toEqual(faults);
});

test.each([
  [telegram.token, telegram.chat],
  ['123:short', telegram.chat],
  [telegram.token, '@grup'],
  [telegram.token, '@g'],
  [telegram.token, '--1'],
  [telegram.token, '12a'],
])('token %s, chat %s: the form and the controller are of one mind', (token, chat) => {
  const settings = { kind: 'telegram', token, chat };
  expect(channelOf({ ...telegram, token, chat }).ok).toBe(AlarmSettings.safeParse(settings).success);
});

test('what is well is sent trimmed, and only of its kind', () => {
  expect(channelOf(telegram)).toEqual({
    ok: true,
    channel: {
      name: 'Grup',
      office: true,
      witness: false,
      villages: [],
      settings: { kind: 'telegram', token: telegram.token, chat: '-1001234567890' },
    },
  });
  expect(channelOf(webhook)).toMatchObject({
    channel: { settings: { kind: 'webhook', url: 'https://pusat.example/hook', secret: 'x'.repeat(16) } },
  });
  expect(randomSecret()).toMatch(/^[0-9a-f]{64}$/);
});
