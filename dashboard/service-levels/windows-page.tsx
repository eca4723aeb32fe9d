import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { windowsQuery } from './queries.ts';
import { WindowForm } from './window-form.tsx';
import { WindowItem } from './window-item.tsx';
import { standingOfWindow } from './window-of.ts';
import { words } from './words.ts';

/** *SK & pemeliharaan*: time that leaves both figures, once it was announced or a second person approves. */
export function WindowsPage() {
  const { t, f } = useTexts();
  const w = useWords(words).windows;
  const windows = useQuery(windowsQuery);
  const [adding, setAdding] = useState(false);
  if (windows.data === undefined)
    return windows.isError ? (
      <Failed why={problemText(windows.error, t, f)} onRetry={windows.refetch} />
    ) : (
      <Loading rows={3} height="h-24" />
    );
  const waiting = windows.data.filter((one) => standingOfWindow(one) === 'waits').length;
  return (
    <Section
      title={w.title}
      note={w.note}
      aside={!adding && <Button onClick={() => setAdding(true)}>{w.add}</Button>}
    >
      {windows.isError && <StandOf at={windows.dataUpdatedAt} />}
      {adding && <WindowForm onClose={() => setAdding(false)} />}
      {waiting > 0 && <p className="mb-2 font-semibold">{w.waiting({ count: f.number(waiting) })}</p>}
      {windows.data.length === 0 && !adding && <p className="text-muted">{w.none}</p>}
      <ul>
        {windows.data.map((one) => (
          <WindowItem key={one.id} window={one} others={windows.data} />
        ))}
      </ul>
    </Section>
  );
}
