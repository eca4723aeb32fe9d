import { Link } from '@tanstack/react-router';
import { Wrench } from 'lucide-react';
import { useState } from 'react';
import { useShallow } from 'zustand/shallow';
import type { ChoreKind } from '#contract/status.ts';
import { useRows } from '../live/store.ts';
import { useTexts } from '../ui/text.tsx';

/** So many are shown before one asks for all. */
const FIRST = 6;

/** What needs a person, each with its next step. */
export function Chores() {
  const { t, f } = useTexts();
  const [all, setAll] = useState(false);
  const keys = useRows(
    useShallow(({ byId }) =>
      Object.values(byId).flatMap((row) => row.chores.map((kind) => `${row.id} ${kind}`)),
    ),
  );
  const shown = all ? keys : keys.slice(0, FIRST);
  return (
    <section className="mt-8">
      <h2 className="mb-3 font-semibold text-lg">{t.status.choresTitle}</h2>
      {keys.length === 0 && <p className="text-muted">{t.status.choresNone}</p>}
      <ul className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
        {shown.map((key) => {
          const [id, kind] = key.split(' ') as [string, ChoreKind];
          return <ChoreCard key={key} id={Number(id)} kind={kind} />;
        })}
      </ul>
      {keys.length > shown.length && (
        <button
          type="button"
          className="mt-2 min-h-11 font-semibold text-accent"
          onClick={() => setAll(true)}
        >
          {t.status.choresMore({ count: f.number(keys.length - shown.length) })}
        </button>
      )}
    </section>
  );
}

function ChoreCard({ id, kind }: { id: number; kind: ChoreKind }) {
  const { t } = useTexts();
  const place = useRows(({ byId }) => {
    const row = byId[id];
    return row === undefined ? '' : `${row.village.name} · ${row.name}`;
  });
  return (
    <li className="flex gap-3 rounded-card border border-line bg-raised p-4">
      <Wrench aria-hidden="true" size={18} className="mt-0.5 shrink-0 text-muted" />
      <div className="min-w-0">
        <p className="font-semibold leading-snug">{t.status.chore[kind]}</p>
        <p className="text-sm">{t.status.choreStep[kind]}</p>
        <Link
          to="/titik/$id"
          params={{ id: String(id) }}
          className="mt-1 inline-block py-0.5 text-accent text-sm"
        >
          {place}
        </Link>
      </div>
    </li>
  );
}
