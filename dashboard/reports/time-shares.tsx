import type { Figure } from '#contract/reports.ts';
import { Cell, Section, Table } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** Where all of the time went, so that the figure can be reckoned by hand. */
export function TimeShares({ figure, excusedSeconds }: { figure: Figure; excusedSeconds: number }) {
  const { f } = useTexts();
  const w = useWords(words);
  const parts: [word: string, seconds: number, fill: string][] = [
    [w.shareUp, figure.upSeconds, 'var(--up-fill)'],
    [w.shareDown, figure.downSeconds, 'var(--down-fill)'],
    [w.sharePlanned, figure.plannedSeconds, 'var(--control)'],
    [w.shareUnobserved, figure.unobservedSeconds, 'var(--unknown-fill)'],
    [w.shareOutside, figure.outsideHoursSeconds, 'var(--line)'],
  ];
  const whole = parts.reduce((sum, [, seconds]) => sum + seconds, 0);
  let at = 0;
  return (
    <Section title={w.shareTitle}>
      <svg
        viewBox="0 0 1000 20"
        preserveAspectRatio="none"
        aria-hidden="true"
        className="h-5 w-full rounded-md"
      >
        {parts.map(([word, seconds, fill]) => {
          const width = whole === 0 ? 0 : (seconds / whole) * 1000;
          const x = at;
          at += width;
          return (
            <rect
              key={word}
              x={x}
              y="0"
              width={seconds > 0 ? Math.max(width, 2) : 0}
              height="20"
              fill={fill}
            />
          );
        })}
      </svg>
      <Table
        caption={w.shareTitle}
        columns={[{ name: w.sharePart }, { name: w.length, right: true }, { name: '%', right: true }]}
      >
        {parts.map(([word, seconds, fill]) => (
          <tr key={word}>
            <Cell of={w.sharePart}>
              <span
                aria-hidden="true"
                className="mr-2 inline-block size-3 rounded-sm"
                style={{ background: fill }}
              />
              {word}
            </Cell>
            <Cell of={w.length} right>
              {f.duration(seconds * 1000)}
            </Cell>
            <Cell of="%" right>
              {whole === 0 ? null : f.percent((seconds / whole) * 100)}
            </Cell>
          </tr>
        ))}
        <tr>
          <Cell of={w.sharePart}>{w.shareExcused}</Cell>
          <Cell of={w.length} right>
            {f.duration(excusedSeconds * 1000)}
          </Cell>
          <Cell of="%" right>
            {null}
          </Cell>
        </tr>
      </Table>
    </Section>
  );
}
