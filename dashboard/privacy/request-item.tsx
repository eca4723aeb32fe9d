import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DataAnswer, DataRequest } from '#contract/privacy.ts';
import { request as ask } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { Fault } from './fault.tsx';
import { words } from './words.ts';

export function RequestItem({ request }: { request: DataRequest }) {
  const { f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const at = (instant: string) => f.dateTime(Date.parse(instant));
  const { id, decided, village } = request;
  const deciding = useMutation({
    mutationFn: (approved: boolean) =>
      ask<DataRequest>(`/api/privacy/requests/${id}/decision`, { method: 'POST', body: { approved } }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['privacy', 'requests'] }),
  });
  const reading = useMutation({ mutationFn: () => ask<DataAnswer>(`/api/privacy/requests/${id}/answer`) });
  return (
    <li className="grid gap-1 border-line border-t py-3 first:border-0">
      <p className="font-semibold">
        {request.letterNumber} · {request.agency}
      </p>
      <p>
        <span className="font-mono">{request.insideAddress}</span> · {village.name} · {at(request.from)} –{' '}
        {at(request.until)}
      </p>
      <p className="break-words text-muted">{request.purpose}</p>
      <p className="text-muted text-sm">{w.asked({ by: request.asked.by, at: at(request.asked.at) })}</p>
      <p className="text-sm">
        {decided === null
          ? w.waits
          : (decided.approved ? w.approved : w.refused)({ by: decided.by, at: at(decided.at) })}
      </p>
      {request.answerErased && <p className="text-muted">{w.erasedAnswer}</p>}
      <div className="flex flex-wrap gap-2">
        {request.mayDecide && (
          <>
            <Button look="primary" disabled={deciding.isPending} onClick={() => deciding.mutate(true)}>
              {w.approve}
            </Button>
            <Button disabled={deciding.isPending} onClick={() => deciding.mutate(false)}>
              {w.refuse}
            </Button>
          </>
        )}
        {request.mayRead && reading.data === undefined && (
          <Button disabled={reading.isPending} onClick={() => reading.mutate()}>
            {w.read}
          </Button>
        )}
      </div>
      <Fault error={deciding.error ?? reading.error} />
      {reading.data && <Answer answer={reading.data} />}
    </li>
  );
}

function Answer({ answer }: { answer: DataAnswer }) {
  const { f } = useTexts();
  const w = useWords(words);
  const at = (instant: string) => f.dateTime(Date.parse(instant));
  return (
    <div className="grid gap-1 rounded-control bg-surface p-3">
      {answer.erased && <p className="font-semibold">{w.erased}</p>}
      {!answer.erased && answer.sessions.length === 0 && <p>{w.nobody}</p>}
      <ul>
        {answer.sessions.map(({ mac, router, startedAt, endedAt }) => (
          <li key={`${mac} ${startedAt}`} className="break-words">
            {w.session({
              mac,
              router,
              from: at(startedAt),
              until: endedAt === null ? w.lasting : at(endedAt),
            })}
          </li>
        ))}
      </ul>
      <p className="text-muted text-sm">{answer.sentence}</p>
    </div>
  );
}
