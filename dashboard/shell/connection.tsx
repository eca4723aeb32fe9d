import { CloudOff } from 'lucide-react';
import { useConnection } from '../live/store.ts';
import { useTexts } from '../ui/text.tsx';

/** Is what I see true now? A light with its word. */
export function ConnectionLight() {
  const { t } = useTexts();
  const kind = useConnection((state) => state.kind);
  const word = { live: t.shell.live, waiting: t.shell.connecting, lost: t.shell.disconnected }[kind];
  const dot = { live: 'bg-accent', waiting: 'border-2 border-control', lost: 'border-2 border-text' }[kind];
  return (
    <span role="status" className="inline-flex items-center gap-2 text-muted text-sm" data-connection={kind}>
      <span aria-hidden="true" className={`size-2.5 rounded-full ${dot}`} />
      {word}
    </span>
  );
}

/** What is shown, as of when, once the connection is lost. */
export function LostBanner() {
  const { t, f } = useTexts();
  const { kind, lostAt, asOf } = useConnection((state) => state);
  if (kind !== 'lost' || lostAt === null || asOf === null) return null;
  return (
    <div
      role="alert"
      className="sticky top-0 z-30 flex items-center gap-3 bg-text px-4 py-2.5 font-semibold text-[15px] text-bg lg:px-8"
    >
      <CloudOff aria-hidden="true" className="shrink-0" size={20} />
      <p>{t.shell.lostBanner({ since: f.timeLabelled(lostAt), asOf: f.timeSeconds(asOf) })}</p>
    </div>
  );
}
