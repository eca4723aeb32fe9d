import { Api, GrammyError } from 'grammy';
import type { z } from 'zod';
import type { TelegramChats, TelegramSettings } from '#contract/alarms.ts';
import { htmlOf } from './text-of.ts';
import { SEND_DEADLINE_MS, type Send, type Verdict } from './verdict.ts';

type Settings = z.infer<typeof TelegramSettings>;

const apiOf = (token: string, apiRoot: string) =>
  new Api(token, { apiRoot: apiRoot.replace(/\/+$/, ''), timeoutSeconds: SEND_DEADLINE_MS / 1000 });

/** Telegram Bot API (core.telegram.org/bots/api): sendMessage, then editMessageText. */
export function telegramSend({ token, chat }: Settings, apiRoot: string): Send {
  const api = apiOf(token, apiRoot);
  return async ({ content, remoteId }, signal) => {
    const other = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;
    try {
      if (remoteId !== null) {
        await api.editMessageText(chat, Number(remoteId), htmlOf(content), other, signal as never);
        return { ok: true, remoteId };
      }
      const sent = await api.sendMessage(chat, htmlOf(content), other, signal as never);
      return { ok: true, remoteId: String(sent.message_id) };
    } catch (error) {
      return verdictOf(error, remoteId);
    }
  };
}

/** What an error of the Bot API means for the message and for its channel. */
export function verdictOf(error: unknown, remoteId: string | null): Verdict {
  if (!(error instanceof GrammyError)) return { ok: false, failure: 'no-answer', again: 'later' };
  const { error_code: code, description, parameters } = error;
  if (/message is not modified/i.test(description)) return { ok: true, remoteId };
  if (code === 429) {
    const afterSeconds = parameters.retry_after ?? 30;
    return { ok: false, failure: 'rate-limited', again: 'later', afterSeconds };
  }
  if (code === 401 || code === 404) return { ok: false, failure: 'unauthorized', again: 'channel' };
  if (code === 403) return { ok: false, failure: 'forbidden', again: 'channel' };
  if (code >= 500) return { ok: false, failure: 'http-error', again: 'later' };
  if (/chat not found|group chat was upgraded|chat_id is empty|peer_id_invalid/i.test(description))
    return { ok: false, failure: 'chat-not-found', again: 'channel' };
  if (
    remoteId !== null &&
    /message (to edit not found|can't be edited|_id_invalid)|message_id_invalid/i.test(description)
  )
    return { ok: false, failure: 'rejected', again: 'anew' };
  return { ok: false, failure: 'rejected', again: 'channel' };
}

/** Chats that wrote to the bot, or that it was added to, in the last day: so that nobody has to hunt for a chat's number. */
export async function chatsOf(token: string, apiRoot: string, signal: AbortSignal): Promise<TelegramChats> {
  try {
    const updates = await apiOf(token, apiRoot).getUpdates(
      { limit: 100, timeout: 0, allowed_updates: ['message', 'my_chat_member', 'channel_post'] },
      signal as never,
    );
    const chats = new Map<number, TelegramChats['chats'][number]>();
    for (const update of updates) {
      const chat = (update.message ?? update.my_chat_member ?? update.channel_post)?.chat;
      if (!chat) continue;
      const title = chat.title ?? [chat.first_name, chat.last_name].filter(Boolean).join(' ');
      chats.set(chat.id, { id: String(chat.id), title, type: chat.type });
    }
    return { failure: null, chats: [...chats.values()] };
  } catch (error) {
    const verdict = verdictOf(error, null);
    return { failure: verdict.ok ? null : verdict.failure, chats: [] };
  }
}
