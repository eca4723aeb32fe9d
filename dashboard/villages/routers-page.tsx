import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AgentEntry, RouterEntry } from '#contract/villages.ts';
import { request } from '../api/client.ts';
import { offers, useMe } from '../api/session.ts';
import { agentsQuery, routerEntriesQuery } from '../api/villages.ts';
import { buttonClass } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** Every router, its set-up, and who looks at it. */
export function RoutersPage() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const mayAssign = offers(useMe(), 'agent:write');
  const routers = useQuery(routerEntriesQuery);
  const agents = useQuery({ ...agentsQuery, enabled: mayAssign });
  return (
    <Section
      title={w.routersTitle}
      aside={
        <Link to="/pengaturan/impor" className={buttonClass('plain')}>
          {t.status.importRouters}
        </Link>
      }
    >
      {routers.data === undefined ? (
        routers.isError ? (
          <Failed why={problemText(routers.error, t, f)} onRetry={routers.refetch} />
        ) : (
          <Loading rows={6} height="h-12" />
        )
      ) : routers.data.length === 0 ? (
        <p className="text-muted">{w.routersNone}</p>
      ) : (
        <>
          <p className="mb-2 text-muted">{w.routerCount({ count: f.number(routers.data.length) })}</p>
          <ul>
            {routers.data.map((router) => (
              <RouterLine key={router.id} router={router} agents={agents.data ?? null} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

/** `agents` null: she may not assign. */
function RouterLine({ router, agents }: { router: RouterEntry; agents: readonly AgentEntry[] | null }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const assigning = useMutation({
    mutationFn: (agentId: number | null) =>
      request<unknown>(`/api/routers/${router.id}/agent`, { method: 'PUT', body: { agentId } }),
    onSettled: () => cache.invalidateQueries({ queryKey: routerEntriesQuery.queryKey }),
  });
  return (
    <li className="grid gap-x-6 gap-y-1 border-line border-t py-3 first:border-0 md:grid-cols-[minmax(0,1.2fr)_minmax(0,1.6fr)_13rem] md:items-center">
      <div>
        <Link
          to="/titik/$id"
          params={{ id: String(router.id) }}
          data-row
          className="inline-block py-0.5 font-semibold text-accent"
        >
          {router.village.name}
        </Link>
        <p className="text-muted text-sm">{router.name}</p>
      </div>
      <p className="break-words text-sm">
        {router.host}:{router.port} · {t.status.uplink[router.uplink]} · {t.router.setUpStates[router.setUp]}{' '}
        · {router.hasActionAccount ? w.hasAction : w.noAction}
      </p>
      {agents === null ? (
        <p className="text-sm">{router.agent?.name ?? t.router.noAgent}</p>
      ) : (
        <select
          aria-label={w.agentOf({ router: `${router.village.name} ${router.name}` })}
          className="min-h-10 w-full rounded-control border border-control bg-raised px-2"
          value={router.agent?.id ?? ''}
          disabled={assigning.isPending}
          onChange={({ target }) => assigning.mutate(target.value === '' ? null : Number(target.value))}
        >
          <option value="">{t.router.noAgent}</option>
          {agents
            .filter((agent) => agent.revokedAt === null)
            .map((agent) => (
              <option key={agent.id} value={agent.id}>
                {agent.name}
              </option>
            ))}
        </select>
      )}
      {assigning.isError && (
        <p role="alert" className="text-down-text text-sm md:col-span-3">
          {problemText(assigning.error, t, f)}
        </p>
      )}
    </li>
  );
}
