import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { AgentEntry } from '#contract/villages.ts';
import { request } from '../api/client.ts';
import { agentsQuery } from '../api/villages.ts';
import { useClock } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { TokenOnce } from './token-once.tsx';
import { words } from './words.ts';

const Confirm = lazy(() => import('../ui/confirm.tsx').then((module) => ({ default: module.Confirm })));

/** An agent that sent nothing for this long does not report, ms. */
const SILENT_MS = 45_000;
/** A clock that is off by less is no news, ms. */
const OFF_MS = 5_000;

/** Agents: made, their token shown once, revoked. */
export function AgentsPage() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const agents = useQuery(agentsQuery);
  const [name, setName] = useState('');
  const [leaving, setLeaving] = useState<AgentEntry | null>(null);
  const renew = () => cache.invalidateQueries({ queryKey: agentsQuery.queryKey });
  const making = useMutation({
    mutationFn: () =>
      request<{ id: number; token: string }>('/api/agents', { method: 'POST', body: { name: name.trim() } }),
    onSuccess: () => {
      setName('');
      return renew();
    },
  });
  const revoking = useMutation({
    mutationFn: (id: number) => request<void>(`/api/agents/${id}`, { method: 'DELETE' }),
    onSuccess: renew,
  });
  const failed = making.error ?? revoking.error;
  return (
    <Section title={w.title} note={w.text}>
      {agents.data === undefined ? (
        agents.isError ? (
          <Failed why={problemText(agents.error, t, f)} onRetry={agents.refetch} />
        ) : (
          <Loading rows={2} height="h-12" />
        )
      ) : agents.data.length === 0 ? (
        <p className="text-muted">{w.none}</p>
      ) : (
        <ul>
          {agents.data.map((agent) => (
            <AgentLine key={agent.id} agent={agent} onRevoke={() => setLeaving(agent)} />
          ))}
        </ul>
      )}
      {failed !== null && (
        <p role="alert" className="mt-4 rounded-control bg-down-tint px-3 py-2 text-down-text">
          {problemText(failed, t, f)}
        </p>
      )}
      {making.data !== undefined && <TokenOnce token={making.data.token} />}
      <form
        className="mt-4 flex flex-wrap items-end gap-2 border-line border-t pt-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') making.mutate();
        }}
      >
        <TextField
          label={w.name}
          className="w-full sm:w-72"
          autoComplete="off"
          maxLength={60}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Button type="submit" look="primary" disabled={name.trim() === '' || making.isPending}>
          {w.create}
        </Button>
      </form>
      {leaving !== null && (
        <Suspense>
          <Confirm
            title={w.revokeTitle({ agent: leaving.name })}
            text={w.revokeText}
            yes={w.revoke}
            danger
            onYes={() => {
              revoking.mutate(leaving.id);
              setLeaving(null);
            }}
            onClose={() => setLeaving(null)}
          />
        </Suspense>
      )}
    </Section>
  );
}

function AgentLine({ agent, onRevoke }: { agent: AgentEntry; onRevoke: () => void }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const seen = useClock((now) =>
    agent.lastSeenAt === null ? t.settings.neverSeen : f.age(now - Date.parse(agent.lastSeenAt)),
  );
  const silent = useClock(
    (now) => agent.lastSeenAt === null || now - Date.parse(agent.lastSeenAt) > SILENT_MS,
  );
  const revoked = agent.revokedAt !== null;
  const clock = (agent.offsetMs ?? 0) < 0 ? w.ahead : w.behind;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t py-3 first:border-0">
      <div className="min-w-0 flex-1 basis-60">
        <p>
          <span className="font-semibold">{agent.name}</span> ·{' '}
          {revoked ? w.revoked : silent ? w.silent : w.reporting}
        </p>
        <p className="text-muted text-sm">
          {w.lastSeen} {seen} · {w.routersOf({ count: f.number(agent.routers) })}
          {agent.backlog !== null &&
            agent.backlog > 0 &&
            ` · ${w.backlog({ count: f.number(agent.backlog) })}`}
        </p>
        {agent.offsetMs !== null && Math.abs(agent.offsetMs) > OFF_MS && (
          <p className="text-sm">{clock({ offset: f.duration(Math.abs(agent.offsetMs)) })}</p>
        )}
      </div>
      {!revoked && (
        <Button look="quiet" onClick={onRevoke} aria-label={`${w.revoke}: ${agent.name}`}>
          {w.revoke}
        </Button>
      )}
    </li>
  );
}
