import { CircleAlert, Inbox, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { useTexts } from './text.tsx';

/** Grey bars where rows will stand. */
export function Loading({ rows = 4, height = 'h-16' }: { rows?: number; height?: string }) {
  const { t } = useTexts();
  return (
    <div role="status" aria-label={t.shell.loading} className="grid gap-3">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className={`skeleton rounded-card ${height}`} />
      ))}
    </div>
  );
}

/** What failed in a sentence, and the way on. */
export function Failed({ why, onRetry }: { why: string; onRetry?: () => unknown }) {
  const { t } = useTexts();
  return (
    <Message icon={CircleAlert} title={t.shell.failedTitle} text={why}>
      {onRetry && <Button onClick={() => void onRetry()}>{t.shell.tryAgain}</Button>}
    </Message>
  );
}

export function Empty({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <Message icon={Inbox} title={title} text={text}>
      {children}
    </Message>
  );
}

function Message({
  icon: Icon,
  title,
  text,
  children,
}: {
  icon: LucideIcon;
  title: string;
  text: string;
  children?: ReactNode;
}) {
  return (
    <div className="grid justify-items-center gap-2 rounded-card border border-line border-dashed px-6 py-12 text-center">
      <Icon aria-hidden="true" className="text-muted" size={28} />
      <p className="font-semibold text-lg">{title}</p>
      <p className="max-w-prose text-muted">{text}</p>
      {children && <div className="mt-2">{children}</div>}
    </div>
  );
}

/** Data are on screen, but the last refresh failed. */
export function StandOf({ at }: { at: number }) {
  const { t, f } = useTexts();
  return <p className="text-muted text-sm">{t.shell.asOf({ at: f.timeLabelled(at) })}</p>;
}
