import type { Outage } from '#contract/outages.ts';
import type { Messages } from '../text/catalogue.ts';
import type { Format } from '../text/format.ts';

/** What the office tells others of an outage: village, since when, why, who is affected, and what was done. */
export function shareText(outage: Outage, t: Messages, f: Format, now: number): string {
  const { village, router, firstFailedAt, endedAt, firstGoodAt, cause, usersBefore } = outage;
  const s = t.alarms.shared;
  const from = Date.parse(firstFailedAt);
  const to = endedAt === null ? now : Date.parse(endedAt);
  const length = f.duration(to - from);
  const unseen = endedAt !== null && firstGoodAt === null;
  const head = unseen ? s.unseen : endedAt === null ? s.down : s.over;
  return [
    `*${head({ village: village.name })}*`,
    endedAt === null
      ? s.since({ at: f.moment(from, now), length })
      : s.lasted({ from: f.moment(from, now), to: f.moment(to, now), length }),
    s.cause({ cause: t.router.causes[cause] }),
    ...(usersBefore === null ? [] : [s.users({ users: f.number(usersBefore) })]),
    ...doneLines(outage, t, f, now),
    s.point({ router }),
  ].join('\n');
}

/** What was done, the oldest first. */
function doneLines({ answers, reboots }: Outage, t: Messages, f: Format, now: number): string[] {
  const s = t.alarms.shared;
  const at = (instant: string) => f.moment(Date.parse(instant), now);
  const lines = [
    ...answers.map((answer) => ({
      at: answer.at,
      text: s.asked({ at: at(answer.at), power: t.alarms.power[answer.power] }),
    })),
    ...reboots.map((reboot) => ({
      at: reboot.askedAt,
      text: s.reboot({ at: at(reboot.askedAt), by: reboot.by }),
    })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return lines.length === 0 ? [s.nothing] : [s.done, ...lines.map((line) => line.text)];
}

/** Without a share sheet, WhatsApp's own link: it asks for the chat, and needs no account of ours. */
export const whatsAppLink = (text: string): string => `https://wa.me/?text=${encodeURIComponent(text)}`;
