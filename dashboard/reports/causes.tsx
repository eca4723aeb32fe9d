import type { MonthReport } from '#contract/reports.ts';
import { Section } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** Hours and times of each cause, the longest first. */
export function Causes({ causes }: { causes: MonthReport['regency']['causes'] }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const most = Math.max(1, ...causes.map(({ seconds }) => seconds));
  return (
    <Section title={w.causes}>
      {causes.length === 0 ? (
        <p className="text-muted">{w.causesNone}</p>
      ) : (
        <ul className="grid gap-2.5">
          {causes.map(({ cause, seconds, count }) => (
            <li key={cause}>
              <p className="flex flex-wrap justify-between gap-x-4">
                <span className="first-letter:uppercase">{t.router.causes[cause]}</span>
                <span className="text-muted">
                  {f.duration(seconds * 1000)} · {w.times({ count: f.number(count) })}
                </span>
              </p>
              <svg viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true" className="h-1.5 w-full">
                <rect width="100" height="3" fill="var(--surface)" />
                <rect width={Math.max(0.5, (seconds / most) * 100)} height="3" fill="var(--accent)" />
              </svg>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

export function Worst({ report }: { report: MonthReport }) {
  const { f } = useTexts();
  const w = useWords(words);
  return (
    <Section title={w.worst}>
      {report.worst.length === 0 ? (
        <p className="text-muted">{w.worstNone}</p>
      ) : (
        <ol className="grid gap-3">
          {report.worst.map(({ code, done }, index) => {
            const village = report.villages.find((one) => one.code === code);
            const felt = village?.figures.felt;
            return (
              <li key={code}>
                <p>
                  <span className="font-semibold">
                    {index + 1}. {village?.name ?? code}
                  </span>{' '}
                  {felt?.percent != null
                    ? f.percent(felt.percent)
                    : felt?.interval
                      ? `${f.percent(felt.interval[0])} – ${f.percent(felt.interval[1])}`
                      : ''}
                </p>
                <p className="break-words text-muted text-sm">
                  {done.length === 0 ? w.noDeeds : done.join('; ')}
                </p>
              </li>
            );
          })}
        </ol>
      )}
    </Section>
  );
}
