import { useMutation } from '@tanstack/react-query';
import type { TelegramChats } from '#contract/alarms.ts';
import { request } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import type { FieldsProps } from './webhook-fields.tsx';
import { words } from './words.ts';

/** Token and chat; the bot itself is asked which groups it is in. */
export function TelegramFields({ form, faults, onChange }: FieldsProps) {
  const { t, f } = useTexts();
  const w = useWords(words);
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
      ? w.failure[found.failure]
      : found?.chats.length === 0
        ? w.noChats
        : null;
  return (
    <>
      <TextField
        label={w.token}
        hint={w.tokenHint}
        fault={faults.has('token') ? w.tokenWrong : undefined}
        type="password"
        autoComplete="off"
        spellCheck={false}
        value={form.token}
        onChange={({ target }) => onChange({ token: target.value.trim() })}
      />
      <div className="flex flex-wrap items-start gap-2">
        <TextField
          label={w.chat}
          hint={w.chatHint}
          fault={faults.has('chat') ? w.chatWrong : undefined}
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
          {finding.isPending ? w.findingChats : w.findChats}
        </Button>
      </div>
      {trouble !== null && (
        <p role="status" className="text-sm">
          {trouble}
        </p>
      )}
      {found !== undefined && found.chats.length > 0 && (
        <SelectField
          label={w.pickChat}
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
