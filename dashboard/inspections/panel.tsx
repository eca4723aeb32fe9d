import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ListChecks } from 'lucide-react';
import type { Inspection } from '#contract/inspection.ts';
import { offers, useMe } from '../api/session.ts';
import { useClock } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { askInspection, inspectionQuery } from './queries.ts';
import { Steps } from './steps.tsx';
import { words } from './words.ts';

/** *Uji sambungan* of one router: the last result, and a button for who may act. */
export function InspectionPanel({ id }: { id: number }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const inspection = useQuery(inspectionQuery(id));
  const { data } = inspection;
  return (
    <Section title={w.title} note={w.intro} aside={<StartButton id={id} waiting={data?.underWay != null} />}>
      {data === undefined ? (
        inspection.isError ? (
          <Failed why={problemText(inspection.error, t, f)} onRetry={inspection.refetch} />
        ) : (
          <Loading rows={3} height="h-8" />
        )
      ) : (
        <>
          {inspection.isError && <StandOf at={inspection.dataUpdatedAt} />}
          <Result id={id} inspection={data} />
        </>
      )}
    </Section>
  );
}

function StartButton({ id, waiting }: { id: number; waiting: boolean }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const ask = useMutation({
    mutationFn: () => askInspection(id),
    onSettled: () => cache.invalidateQueries({ queryKey: ['inspection', id] }),
  });
  if (!offers(useMe(), 'router:act')) return null;
  const busy = waiting || ask.isPending;
  return (
    <div className="grid justify-items-end gap-1">
      <Button onClick={() => ask.mutate()} disabled={busy}>
        <ListChecks aria-hidden="true" size={18} />
        {busy ? w.running : w.start}
      </Button>
      {ask.isError && (
        <p role="alert" className="text-down-text text-sm">
          {problemText(ask.error, t, f)}
        </p>
      )}
    </div>
  );
}

function Result({ id, inspection: { last, overdue, underWay } }: { id: number; inspection: Inspection }) {
  const { f } = useTexts();
  const w = useWords(words);
  const age = useClock((now) => (last === null ? '' : f.age(now - Date.parse(last.at))));
  const wrong = last?.steps.filter((step) => step.result === 'wrong').length ?? 0;
  return (
    <div aria-busy={underWay !== null}>
      {/* Only what changed is read out: neither the age, which grows by itself, nor each step. */}
      <div role="status">
        {overdue !== null && <p className="mb-2 font-semibold text-down-text">{w.overdue[overdue]}</p>}
        {underWay !== null && <p className="mb-2 text-muted">{w.running}</p>}
        {last === null ? (
          underWay === null && <p className="text-muted">{w.never}</p>
        ) : (
          <p className="font-semibold">{wrong === 0 ? w.allWell : w.someWrong({ count: f.number(wrong) })}</p>
        )}
      </div>
      {last !== null && (
        <>
          <p className="mb-3 text-muted text-sm">{w.asOf({ age })}</p>
          {wrong > 0 && <ScriptHint id={id} />}
          <Steps steps={last.steps} />
        </>
      )}
    </div>
  );
}

function ScriptHint({ id }: { id: number }) {
  const w = useWords(words);
  if (!offers(useMe(), 'router:write')) return null;
  return (
    <p className="mb-3 text-sm">
      <Link to="/titik/$id/skrip" params={{ id: String(id) }} className="text-accent underline">
        {w.scriptHint}
      </Link>
    </p>
  );
}
