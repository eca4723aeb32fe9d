import type { Outage, Sign } from '#contract/outages.ts';
import { serverNow } from '../live/clock.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './evidence-words.ts';

/** Ends that are known better than this need no interval, ms. */
const WIDE_MS = 1_000;

type Said = string | ((values: { at: string; count: string; name: string }) => string);

/** The sentence of a sign. */
export function useSignText(): (sign: Sign) => string {
  const { f } = useTexts();
  const w = useWords(words);
  return (sign) => {
    const text: Said = w.signs[sign.kind];
    if (typeof text === 'string') return text;
    return text({
      at: sign.at === null ? '' : f.moment(Date.parse(sign.at), serverNow()),
      count: sign.count === null ? '' : f.number(sign.count),
      name: sign.name ?? '',
    });
  };
}

/** "Kenapa kami menyimpulkan ini": a sentence for each sign, what decided first. */
export function Signs({ outage }: { outage: Outage }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const now = serverNow();
  const { signs, began, ended } = outage.evidence;
  const at = (instant: string) => f.moment(Date.parse(instant), now);
  const said = useSignText();
  const between = (ends: typeof began, text: typeof w.narrowed) =>
    ends?.from != null &&
    Date.parse(ends.to) - Date.parse(ends.from) > WIDE_MS && (
      <p className="text-muted text-sm">
        {text({
          from: f.momentSeconds(Date.parse(ends.from), now),
          to: f.timeSeconds(Date.parse(ends.to)),
        })}
      </p>
    );
  return (
    <div className="grid gap-1">
      {outage.ruling !== null && (
        <p>
          {w.ruled({
            cause: t.router.causes[outage.ruling.cause],
            by: outage.ruling.by,
            at: at(outage.ruling.at),
          })}
          : <q className="break-words">{outage.ruling.reason}</q>
        </p>
      )}
      <p>{w.judged({ cause: t.router.causes[outage.judgedCause] })}</p>
      {signs.length > 0 && (
        <ul className="ml-4 list-disc">
          {signs.map((sign) => (
            <li key={`${sign.kind} ${sign.at} ${sign.name}`} className="break-words">
              {said(sign)}
            </li>
          ))}
        </ul>
      )}
      {between(began, w.narrowed)}
      {between(ended, w.narrowedEnd)}
    </div>
  );
}
