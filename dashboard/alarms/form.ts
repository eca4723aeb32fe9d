import { AlarmSettings, type NewAlarmChannel } from '#contract/alarms.ts';

export interface Form {
  readonly name: string;
  readonly kind: 'telegram' | 'webhook';
  readonly token: string;
  readonly chat: string;
  readonly url: string;
  readonly secret: string;
  readonly office: boolean;
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
  office: true,
  villages: [],
};

export type FormFault = 'name' | 'token' | 'chat' | 'url' | 'secret';

const settingsOf = ({ kind, token, chat, url, secret }: Form): unknown =>
  kind === 'telegram' ? { kind, token, chat } : { kind, url: url.trim(), secret };

/** What may be sent, or which fields are wrong. */
export function channelOf(
  form: Form,
):
  | { readonly ok: true; readonly channel: NewAlarmChannel }
  | { readonly ok: false; readonly faults: ReadonlySet<FormFault> } {
  const faults = new Set<FormFault>();
  if (form.name.trim() === '') faults.add('name');
  const settings = AlarmSettings.safeParse(settingsOf(form));
  if (!settings.success)
    for (const issue of settings.error.issues) faults.add(String(issue.path[0]) as FormFault);
  if (faults.size > 0 || !settings.success) return { ok: false, faults };
  const { office, villages } = form;
  return {
    ok: true,
    channel: { name: form.name.trim(), office, villages: [...villages], settings: settings.data },
  };
}

/** 32 random bytes as hex: a key that nobody has to think of. */
export const randomSecret = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
