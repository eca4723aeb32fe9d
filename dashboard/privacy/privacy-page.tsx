import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { HoldItem } from './hold-item.tsx';
import { LetterForm } from './letter-form.tsx';
import { holdsQuery, requestsQuery } from './queries.ts';
import { RequestItem } from './request-item.tsx';
import { words } from './words.ts';

/** *Pengaturan › Permintaan aparat*: what the law may ask, and what it keeps from being erased. */
export function PrivacyPage() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const requests = useQuery(requestsQuery);
  const holds = useQuery(holdsQuery);
  const [adding, setAdding] = useState<'requests' | 'holds' | null>(null);
  const failed = requests.error ?? holds.error;
  if (requests.data === undefined || holds.data === undefined)
    return failed ? (
      <Failed
        why={problemText(failed, t, f)}
        onRetry={() => Promise.all([requests.refetch(), holds.refetch()])}
      />
    ) : (
      <Loading rows={2} height="h-32" />
    );
  const close = () => setAdding(null);
  return (
    <div className="grid gap-4">
      {failed && <StandOf at={Math.min(requests.dataUpdatedAt, holds.dataUpdatedAt)} />}
      <Section
        title={w.title}
        note={w.note}
        aside={adding !== 'requests' && <Button onClick={() => setAdding('requests')}>{w.add}</Button>}
      >
        {adding === 'requests' && <LetterForm kind="requests" onClose={close} />}
        {requests.data.length === 0 && adding !== 'requests' && <p className="text-muted">{w.none}</p>}
        <ul>
          {requests.data.map((request) => (
            <RequestItem key={request.id} request={request} />
          ))}
        </ul>
      </Section>
      <Section
        title={w.holds}
        note={w.holdsNote}
        aside={adding !== 'holds' && <Button onClick={() => setAdding('holds')}>{w.addHold}</Button>}
      >
        {adding === 'holds' && <LetterForm kind="holds" onClose={close} />}
        {holds.data.length === 0 && adding !== 'holds' && <p className="text-muted">{w.noHolds}</p>}
        <ul>
          {holds.data.map((hold) => (
            <HoldItem key={hold.id} hold={hold} />
          ))}
        </ul>
      </Section>
    </div>
  );
}
