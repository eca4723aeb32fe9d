import type { AlarmSettings } from '#contract/alarms.ts';
import { every } from '../platform/every.ts';
import type { App } from '../platform/http.ts';
import { markChannel, openSettings } from './channels.ts';
import { mailSend } from './mail.ts';
import { type Claimed, claim, dueChannels, settleFailed, settleSent } from './outbox.ts';
import { type Limit, limitsOf, waitMs } from './pace.ts';
import { telegramSend } from './telegram.ts';
import { MEND_PAUSE_SECONDS, pauseSeconds, type Send, SILENT_TRIES, type Verdict } from './verdict.ts';
import { webhookSend } from './webhook.ts';

/** How often the outbox is looked at, ms. */
const TURN_MS = 500;
/** Times of sending that are remembered for the pace of a channel. */
const REMEMBERED = 30;

/** What this process remembers of a channel, beside its row. */
interface Pacing {
  readonly sent: number[];
  /** Nothing before this, ms: the other side asked for it, or a person must mend the channel. */
  holdUntil: number;
}

export function senderOf({ config, clock }: Pick<App, 'config' | 'clock'>, settings: AlarmSettings): Send {
  switch (settings.kind) {
    case 'telegram':
      return telegramSend(settings, config.telegramApiRoot);
    case 'webhook':
      return webhookSend(settings, config.webhookPrivateHosts, clock);
    case 'mail':
      return mailSend(settings, config.smtpUrl, config.mailFrom);
  }
}

/**
 * Sends what the outbox holds: each channel by itself, so that none waits for another; at least once, the newest version
 * only. Returns a way to try a channel at once, after a person mended it.
 */
export function deliver(app: App): { retry(channelId: number): void } {
  const { db, clock, sealer, log } = app;
  const closing = new AbortController();
  const busy = new Map<number, Promise<void>>();
  const pacings = new Map<number, Pacing>();

  every(app, 'deliver alarms', TURN_MS, async () => {
    for (const id of await dueChannels(db, clock())) {
      if (busy.has(id)) continue;
      const work = drain(id)
        .catch((error: unknown) => log.warn({ err: error, channel: id }, 'alarms not delivered, tried again'))
        .finally(() => busy.delete(id));
      busy.set(id, work);
    }
  });
  app.addHook('onClose', async () => {
    closing.abort();
    await Promise.all(busy.values());
  });

  async function drain(channelId: number): Promise<void> {
    const row = await db.alarmChannel.findUnique({ where: { id: channelId } });
    if (!row) return;
    const settings = openSettings(sealer, row);
    const send = senderOf(app, settings);
    const pacing = pacings.get(channelId) ?? { sent: [], holdUntil: 0 };
    pacings.set(channelId, pacing);
    while (!closing.signal.aborted && mayGo(pacing, limitsOf(settings))) {
      const message = await claim(db, channelId, clock());
      if (!message) return;
      pacing.sent.push(clock().getTime());
      if (pacing.sent.length > REMEMBERED) pacing.sent.shift();
      const verdict = await send(
        { ...message, id: `alarm-${message.id}`, first: message.delivered === 0 },
        closing.signal,
      );
      await settle(channelId, settings, message, verdict, pacing);
    }
  }

  const mayGo = ({ sent, holdUntil }: Pacing, limits: readonly Limit[]) => {
    const now = clock().getTime();
    return now >= holdUntil && waitMs(limits, sent, now) === 0;
  };

  async function settle(
    channelId: number,
    { kind }: AlarmSettings,
    message: Claimed,
    verdict: Verdict,
    pacing: Pacing,
  ): Promise<void> {
    const now = clock();
    if (verdict.ok) {
      await settleSent(db, message, verdict.remoteId, now);
      await markChannel(db, channelId, null, now);
      return;
    }
    const { failure, again, afterSeconds } = verdict;
    const pause = pauseSeconds(kind, message.attempts, verdict);
    await settleFailed(db, message, failure, pause, again === 'anew', now);
    if (again === 'channel') pacing.holdUntil = now.getTime() + MEND_PAUSE_SECONDS * 1000;
    else if (afterSeconds !== undefined) pacing.holdUntil = now.getTime() + (pause ?? afterSeconds) * 1000;
    const shown = again === 'channel' || (again === 'later' && message.attempts >= SILENT_TRIES);
    if (shown && failure !== 'rate-limited') await markChannel(db, channelId, failure, now);
  }

  return { retry: (channelId) => void pacings.delete(channelId) };
}
