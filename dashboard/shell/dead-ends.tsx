import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { Button, buttonClass } from '../ui/button.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts } from '../ui/text.tsx';

export function NotFound() {
  const { t } = useTexts();
  return (
    <main className="mx-auto grid max-w-md justify-items-start gap-3 px-4 py-16">
      <h1 className="font-bold text-2xl">{t.shell.notFoundTitle}</h1>
      <p className="text-muted">{t.shell.notFoundText}</p>
      <Link to="/" className={buttonClass('primary')}>
        {t.shell.toOverview}
      </Link>
    </main>
  );
}

/** A page threw: say so, keep the way out. A request that failed says why in its own words. */
export function Crash({ error }: ErrorComponentProps) {
  const { t, f } = useTexts();
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const request = name === 'RequestFailed';
  return (
    <main className="mx-auto grid max-w-md justify-items-start gap-3 px-4 py-16">
      <h1 className="font-bold text-2xl">{request ? t.shell.failedTitle : t.shell.crashTitle}</h1>
      <p className="text-muted">{request ? problemText(error, t, f) : t.shell.crashText}</p>
      {!request && <p className="max-w-full break-words text-muted text-sm">{message}</p>}
      <Button look="primary" onClick={() => window.location.reload()}>
        {t.shell.reload}
      </Button>
    </main>
  );
}
