import type { DryRun, ItemFault } from '#contract/feeds.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** Rows that were left out, each with its line and why. */
export function Faults({ faults }: { faults: readonly ItemFault[] }) {
  const { f } = useTexts();
  const w = useWords(words);
  if (faults.length === 0) return null;
  return (
    <section className="grid gap-1">
      <h3 className="font-semibold">{w.faultsTitle}</h3>
      <ul className="grid gap-1 text-sm">
        {faults.map(({ line, why, text }) => (
          <li key={`${line} ${why} ${text}`} className="break-words">
            <span className="font-semibold">{w.line({ line: f.number(line) })}</span>: {w.fault[why]}
            {text !== '' && <span className="text-muted"> ({text})</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a feed would give; nothing of it is kept. */
export function DryResult({ dry }: { dry: DryRun }) {
  const { f } = useTexts();
  const w = useWords(words);
  const when = (at: string) => f.moment(Date.parse(at), Date.now());
  return (
    <div role="status" className="grid gap-3 rounded-control border border-line p-3">
      {dry.failure ? (
        <p className="text-down-text">
          {w.why[dry.failure.why]} <span className="text-sm">{dry.failure.detail}</span>
        </p>
      ) : (
        <section className="grid gap-2">
          <h3 className="font-semibold">{w.dryTitle}</h3>
          {dry.items.length === 0 && <p className="text-muted">{w.dryNone}</p>}
          <ul className="grid gap-2">
            {dry.items.map((item) => (
              <li key={item.key} className="border-line border-t pt-2">
                <p className="text-muted text-sm">
                  {w.kind[item.kind]}
                  {item.startsAt !== null && ` · ${when(item.startsAt)}`}
                  {item.audience.kind !== 'all' && ` · ${item.audience.codes.join(', ')}`}
                </p>
                <p className="break-words font-semibold">{item.title}</p>
                <p className="break-words text-sm">{item.body}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Faults faults={dry.faults} />
    </div>
  );
}
