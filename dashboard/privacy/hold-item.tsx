import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { LegalHold } from '#contract/privacy.ts';
import { request } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { Fault } from './fault.tsx';
import { words } from './words.ts';

export function HoldItem({ hold }: { hold: LegalHold }) {
  const { f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const at = (instant: string) => f.dateTime(Date.parse(instant));
  const { approved, lifted } = hold;
  const deed = useMutation({
    mutationFn: (what: 'approve' | 'lift') =>
      request<LegalHold>(`/api/privacy/holds/${hold.id}/${what}`, { method: 'POST' }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['privacy', 'holds'] }),
  });
  return (
    <li className="grid gap-1 border-line border-t py-3 first:border-0">
      <p className="font-semibold">
        {hold.letterNumber} · {hold.agency}
      </p>
      <p>
        {hold.village?.name ?? w.everyVillage} · {at(hold.from)} – {at(hold.until)}
      </p>
      <p className="break-words text-muted">{hold.reason}</p>
      <p className="text-muted text-sm">{w.asked({ by: hold.entered.by, at: at(hold.entered.at) })}</p>
      {approved === null && lifted === null && <p className="text-sm">{w.waits}</p>}
      {approved !== null && (
        <p className="text-sm">
          {lifted === null && <strong>{w.active} · </strong>}
          {w.approved({ by: approved.by, at: at(approved.at) })}
        </p>
      )}
      {lifted !== null && <p className="text-sm">{w.lifted({ by: lifted.by, at: at(lifted.at) })}</p>}
      <div className="flex flex-wrap gap-2">
        {hold.mayApprove && (
          <Button look="primary" disabled={deed.isPending} onClick={() => deed.mutate('approve')}>
            {w.approve}
          </Button>
        )}
        {lifted === null && (
          <Button disabled={deed.isPending} onClick={() => deed.mutate('lift')}>
            {w.lift}
          </Button>
        )}
      </div>
      <Fault error={deed.error} />
    </li>
  );
}
