import type { UsageView } from '#contract/usage.ts';
import { Cell, Section, Table } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** Villages beside each other, the most used first. */
export function VillagesTable({ villages }: { villages: UsageView['villages'] }) {
  const { f } = useTexts();
  const w = useWords(words);
  const sorted = villages.toSorted((a, b) => Number(b.receiveBytes) - Number(a.receiveBytes));
  const sum = Math.max(1, ...[sorted.reduce((all, { receiveBytes }) => all + Number(receiveBytes), 0)]);
  const most = Math.max(1, Number(sorted[0]?.receiveBytes ?? 0));
  const names = [w.village, w.down, w.share, w.up, w.mean, w.peak, w.sessions];
  return (
    <Section title={w.villages}>
      <Table caption={w.villages} columns={names.map((name, index) => ({ name, right: index > 0 }))}>
        {sorted.map((village) => (
          <tr key={village.code}>
            <Cell of={w.village}>
              <span className="font-semibold">{village.name}</span>
              <span className="block text-muted text-sm">{village.kecamatan}</span>
              <svg viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true" className="h-1.5 w-full">
                <rect width={(Number(village.receiveBytes) / most) * 100} height="3" fill="var(--accent)" />
              </svg>
            </Cell>
            <Cell of={w.down} right>
              {f.bytes(Number(village.receiveBytes))}
            </Cell>
            <Cell of={w.share} right>
              {f.percent((Number(village.receiveBytes) / sum) * 100)}
            </Cell>
            <Cell of={w.up} right>
              {f.bytes(Number(village.transmitBytes))}
            </Cell>
            <Cell of={w.mean} right>
              {village.meanUsers === null ? null : f.decimal(village.meanUsers)}
            </Cell>
            <Cell of={w.peak} right>
              {village.peakUsers === null ? null : f.number(village.peakUsers)}
            </Cell>
            <Cell of={w.sessions} right>
              {f.number(village.sessions)}
            </Cell>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
