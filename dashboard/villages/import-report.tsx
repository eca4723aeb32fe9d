import type { ImportReport } from '#contract/villages.ts';
import { Cell, Table } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** What the file would do, or did, line by line where it is wrong. */
export function Report({ report }: { report: ImportReport }) {
  const { f } = useTexts();
  const w = useWords(words);
  const { faults, added, changed, unchanged } = report;
  const good = faults.length === 0;
  const sentence = report.stored
    ? w.importStored
    : good
      ? w.importClean
      : w.importFaults({ count: f.number(faults.length) });
  return (
    <div role="status" className="mt-4">
      <p
        className={`rounded-control px-3 py-2 font-semibold ${good ? 'bg-accent-tint' : 'bg-down-tint text-down-text'}`}
      >
        {sentence}
      </p>
      {good ? (
        <dl className="mt-3 grid gap-2">
          <Names title={w.importAdded({ count: f.number(added.length) })} names={added} />
          <Names title={w.importChanged({ count: f.number(changed.length) })} names={changed} />
          <Names title={w.importUnchanged({ count: f.number(unchanged.length) })} names={unchanged} />
        </dl>
      ) : (
        <Table caption={sentence} columns={[{ name: w.line }, { name: w.column }, { name: w.fault }]}>
          {faults.map((fault) => (
            <tr key={`${fault.line} ${fault.column} ${fault.message}`}>
              <Cell of={w.line}>{fault.line}</Cell>
              <Cell of={w.column}>{fault.column}</Cell>
              <Cell of={w.fault}>{fault.message}</Cell>
            </tr>
          ))}
        </Table>
      )}
    </div>
  );
}

function Names({ title, names }: { title: string; names: readonly string[] }) {
  return (
    <div>
      <dt className="font-semibold">{title}</dt>
      {names.length > 0 && <dd className="break-words text-muted text-sm">{names.join(', ')}</dd>}
    </div>
  );
}
