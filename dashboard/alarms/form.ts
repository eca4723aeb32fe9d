import type { AlarmSettings, NewAlarmChannel } from '#contract/alarms.ts';

/** As the contract's schemas have it, which a page need not carry: the controller decides. */
const TOKEN = /^\d{3,20}:[A-Za-z0-9_-]{20,100}$/;
const CHAT = /^(-?\d{1,20}|@[A-Za-z0-9_]{4,64})$/;
const SECRET_LENGTH = 16;
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export interface Form {
  readonly name: string;
  readonly kind: AlarmSettings['kind'];
  readonly token: string;
  readonly chat: string;
  readonly url: string;
  readonly secret: string;
  /** Mail address. */
  readonly to: string;
  readonly office: boolean;
  readonly witness: boolean;
  /** Empty = all. */
  readonly villages: readonly string[];
}

export const emptyForm: Form = {
  name: '',
  kind: 'telegram',
  token: '',
  chat: '',
  url: '',
  secret: '',
  to: '',
  office: true,
  witness: false,
  villages: [],
};

export type FormFault = 'name' | 'token' | 'chat' | 'url' | 'secret' | 'to';

function settingsOf({ kind, token, chat, url, secret, to }: Form): AlarmSettings {
  if (kind === 'telegram') return { kind, token: token.trim(), chat: chat.trim() };
  return kind === 'mail' ? { kind, to: to.trim() } : { kind, url: url.trim(), secret };
}

const isWebAddress = (url: string) => /^https?:$/.test(URL.parse(url)?.protocol ?? '');

function* faultsOf(settings: AlarmSettings): Generator<FormFault> {
  if (settings.kind === 'telegram') {
    if (!TOKEN.test(settings.token)) yield 'token';
    if (!CHAT.test(settings.chat)) yield 'chat';
  } else if (settings.kind === 'mail') {
    if (!MAIL.test(settings.to)) yield 'to';
  } else {
    if (!isWebAddress(settings.url)) yield 'url';
    if (settings.secret.length < SECRET_LENGTH) yield 'secret';
  }
}

/** What may be sent, or which fields are wrong. */
export function channelOf(
  form: Form,
):
  | { readonly ok: true; readonly channel: NewAlarmChannel }
  | { readonly ok: false; readonly faults: ReadonlySet<FormFault> } {
  const settings = settingsOf(form);
  const faults = new Set<FormFault>(faultsOf(settings));
  if (form.name.trim() === '') faults.add('name');
  if (faults.size > 0) return { ok: false, faults };
  const { office, witness, villages } = form;
  return {
    ok: true,
    channel: { name: form.name.trim(), office, witness, villages: [...villages], settings },
  };
}

/** 32 random bytes as hex: a key that nobody has to think of. */
export const randomSecret = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
