import { useMutation } from '@tanstack/react-query';
import type { TelegramChats } from '#contract/alarms.ts';
import { request } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts } from '../ui/text.tsx';
import type { FieldsProps } from './webhook-fields.tsx';

/** Token and chat; the bot itself is asked which groups it is in. */
export function TelegramFields({ form, faults, onChange }: FieldsProps) {
  const { t, f } = useTexts();
  const finding = useMutation({
    mutationFn: (token: string) =>
      request<TelegramChats>('/api/alarms/telegram/chats', { method: 'POST', body: { token } }),
    onSuccess: ({ chats }) => {
      if (chats.length === 1) onChange({ chat: chats[0]!.id });
    },
  });
  const found = finding.data;
  const trouble = finding.isError
    ? problemText(finding.error, t, f)
    : found?.failure
      ? t.alarms.failure[found.failure]
      : found?.chats.length === 0
        ? t.alarms.noChats
        : null;
  return (
    <>
      <TextField
        label={t.alarms.token}
        hint={t.alarms.tokenHint}
        fault={faults.has('token') ? t.alarms.tokenWrong : undefined}
        type="password"
        autoComplete="off"
        spellCheck={false}
        value={form.token}
        onChange={({ target }) => onChange({ token: target.value.trim() })}
      />
      <div className="flex flex-wrap items-start gap-2">
        <TextField
          label={t.alarms.chat}
          hint={t.alarms.chatHint}
          fault={faults.has('chat') ? t.alarms.chatWrong : undefined}
          className="min-w-40 flex-1"
          autoComplete="off"
          value={form.chat}
          onChange={({ target }) => onChange({ chat: target.value.trim() })}
        />
        <Button
          className="mt-6"
          disabled={form.token === '' || finding.isPending}
          onClick={() => finding.mutate(form.token)}
        >
          {finding.isPending ? t.alarms.findingChats : t.alarms.findChats}
        </Button>
      </div>
      {trouble !== null && (
        <p role="status" className="text-sm">
          {trouble}
        </p>
      )}
      {found !== undefined && found.chats.length > 0 && (
        <SelectField
          label={t.alarms.pickChat}
          value={form.chat}
          onChange={({ target }) => onChange({ chat: target.value })}
        >
          <option value="">–</option>
          {found.chats.map(({ id, title }) => (
            <option key={id} value={id}>
              {title} ({id})
            </option>
          ))}
        </SelectField>
      )}
    </>
  );
}
