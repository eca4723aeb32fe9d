import { useQuery } from '@tanstack/react-query';
import type { BackupEntry, BackupList } from '#contract/backups.ts';
import { serverNow } from '../live/clock.ts';
import { problemText } from '../ui/problem-text.ts';
import { Empty, Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { backupsQuery } from './queries.ts';
import { words } from './words.ts';

/** *Pengaturan › Cadangan*: is there one, how old, and where. */
export function BackupsPage() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const backups = useQuery(backupsQuery);
  return (
    <>
      <h2 className="font-semibold text-lg">{w.title}</h2>
      <p className="mb-4 max-w-prose text-muted">{w.intro}</p>
      {backups.data === undefined ? (
        backups.isError ? (
          <Failed why={problemText(backups.error, t, f)} onRetry={backups.refetch} />
        ) : (
          <Loading rows={4} height="h-14" />
        )
      ) : (
        <>
          {backups.isError && <StandOf at={backups.dataUpdatedAt} />}
          <Plan {...backups.data} />
          <List backups={backups.data.backups} />
          <p className="mt-4 text-muted text-sm">{w.how}</p>
        </>
      )}
    </>
  );
}

function Plan({ nightly, nextAt, secondPlace }: BackupList) {
  const { f } = useTexts();
  const w = useWords(words);
  return (
    <div className="mb-4 grid gap-1">
      {nightly && nextAt !== null ? (
        <p>{w.nightly({ next: f.moment(Date.parse(nextAt), serverNow()) })}</p>
      ) : (
        <p className="font-semibold text-down-text">{w.notNightly}</p>
      )}
      {!secondPlace && <p>{w.noSecondPlace}</p>}
    </div>
  );
}

function List({ backups }: { backups: readonly BackupEntry[] }) {
  const w = useWords(words);
  if (backups.length === 0) return <Empty title={w.noneTitle} text={w.noneText} />;
  return (
    <ul className="overflow-clip rounded-card border border-line bg-raised">
      {backups.map((backup) => (
        <Item key={backup.id} backup={backup} />
      ))}
    </ul>
  );
}

function Item({ backup }: { backup: BackupEntry }) {
  const { f } = useTexts();
  const w = useWords(words);
  const { startedAt, finishedAt, failure, bytes, form, file, copiedTo, copiedAt } = backup;
  const state =
    failure !== null ? w.failed : finishedAt === null ? w.running : bytes === null ? '' : f.bytes(bytes);
  return (
    <li className="border-line border-b p-4 last:border-b-0">
      <p>
        <span className="font-semibold">{f.dateTime(Date.parse(startedAt))}</span>{' '}
        <span className={failure === null ? 'text-muted' : 'font-semibold text-down-text'}>
          {w.form[form]} · {state}
        </span>
      </p>
      {failure !== null && <p className="text-sm">{failure}</p>}
      <p className="break-all text-muted text-sm">{file}</p>
      {copiedTo !== null && (
        <p className="break-words text-sm">
          {copiedAt === null ? w.notCopied({ place: copiedTo }) : w.copied({ place: copiedTo })}
        </p>
      )}
    </li>
  );
}
