import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ChoreList } from '#contract/status.ts';
import { PageTitle } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Empty, Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts } from '../ui/text.tsx';
import { OfficeChoreCard, RouterChoreCard } from './chore-card.tsx';
import { choresQuery } from './queries.ts';

/** *Pekerjaan*: what needs a person, by place; what is mended leaves by itself. */
export function ChoresPage() {
  const { t, f } = useTexts();
  const chores = useQuery(choresQuery);
  useEffect(() => {
    document.title = `${t.chores.title} · ${t.shell.product}`;
  }, [t]);
  return (
    <>
      <PageTitle title={t.chores.title} intro={t.chores.intro} />
      {chores.data === undefined ? (
        chores.isError ? (
          <Failed why={problemText(chores.error, t, f)} onRetry={chores.refetch} />
        ) : (
          <Loading rows={4} height="h-24" />
        )
      ) : (
        <>
          {chores.isError && <StandOf at={chores.dataUpdatedAt} />}
          <Groups {...chores.data} />
        </>
      )}
    </>
  );
}

function Groups({ office, routers }: ChoreList) {
  const { t } = useTexts();
  if (routers.length === 0 && (office ?? []).length === 0)
    return <Empty title={t.status.choresNone} text={t.chores.none} />;
  const byVillage = Map.groupBy(routers, (chore) => chore.village.code);
  return (
    <div className="grid gap-8">
      {office !== null && office.length > 0 && (
        <section>
          <h2 className="mb-3 font-semibold text-lg">{t.chores.officeTitle}</h2>
          <ul className="grid gap-3 md:grid-cols-2">
            {office.map((chore) => (
              <OfficeChoreCard key={chore.id} chore={chore} />
            ))}
          </ul>
        </section>
      )}
      {[...byVillage.values()].map((chores) => (
        <section key={chores[0]!.village.code}>
          <h2 className="mb-3 font-semibold text-lg">{chores[0]!.village.name}</h2>
          <ul className="grid gap-3 md:grid-cols-2">
            {chores.map((chore) => (
              <RouterChoreCard key={chore.id} chore={chore} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
