import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RouterScript, ScriptForm } from '#contract/router-script.ts';
import type { RouterEntry } from '#contract/villages.ts';
import { request } from '../api/client.ts';
import { PageTitle, Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { Choices } from './choices.tsx';
import { hindranceText } from './hindrance-text.ts';
import { QrToHere } from './qr-to-here.tsx';
import { ScriptText } from './script-text.tsx';
import { words } from './words.ts';

/** *Skrip*: what is pasted into a router to make it ours. Nothing secret is fetched before it is asked for. */
export function ScriptPage({ id }: { id: number }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const router = useQuery({
    queryKey: ['router', id],
    queryFn: ({ signal }) => request<RouterEntry>(`/api/routers/${id}`, { signal }),
  });
  const { data } = router;
  useEffect(() => {
    document.title = `${w.title} · ${data?.village.name ?? ''} · ${t.shell.product}`;
  }, [data, t, w]);
  return (
    <>
      <Link
        to="/titik/$id"
        params={{ id: String(id) }}
        className="mb-2 inline-flex min-h-11 items-center gap-1 pr-2 text-accent"
      >
        <ChevronLeft aria-hidden="true" size={18} />
        {w.back}
      </Link>
      {data !== undefined ? (
        <Loaded router={data} />
      ) : router.isError ? (
        <Failed why={problemText(router.error, t, f)} onRetry={router.refetch} />
      ) : (
        <Loading rows={4} height="h-24" />
      )}
    </>
  );
}

const formOf = (version: string | null): ScriptForm => (version?.startsWith('6.') ? 6 : 7);

function Loaded({ router }: { router: RouterEntry }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const [form, setForm] = useState<ScriptForm>(formOf(router.routerosVersion));
  const [undo, setUndo] = useState(false);
  const printing = useMutation({
    mutationFn: () =>
      request<RouterScript>(`/api/routers/${router.id}/script`, { method: 'POST', body: { form, undo } }),
    // Secrets are not kept once they are off the screen.
    gcTime: 0,
  });
  /** Another choice is another script: what is on screen must never be that of before. */
  const choose = (change: () => void) => {
    printing.reset();
    change();
  };
  return (
    <>
      <PageTitle title={`${w.title}: ${router.village.name}`} intro={w.intro({ router: router.name })} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="grid min-w-0 gap-4">
          <Section title={undo ? w.undo : w.install} note={w.warning}>
            <Choices
              form={form}
              undo={undo}
              known={router.routerosVersion}
              busy={printing.isPending}
              onForm={(next) => choose(() => setForm(next))}
              onUndo={(next) => choose(() => setUndo(next))}
              onShow={() => printing.mutate()}
            />
            {printing.isError && (
              <p role="alert" className="mt-4 rounded-control bg-down-tint px-3 py-2 text-down-text">
                {hindranceText(printing.error, w) ?? problemText(printing.error, t, f)}
              </p>
            )}
            {printing.data !== undefined && <ScriptText script={printing.data} />}
          </Section>
        </div>
        <div className="grid min-w-0 gap-4">
          <Section title={w.stepsTitle}>
            <ol className="grid list-decimal gap-2 pl-5">
              {(undo ? w.undoSteps : w.steps).split('\n').map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </Section>
          <QrToHere />
        </div>
      </div>
    </>
  );
}
