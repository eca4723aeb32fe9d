import type { ReactNode } from 'react';
import { useTexts } from '../ui/text.tsx';

/** The pages in front of the house: sign in, and the very first account. */
export function Door({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  const { t } = useTexts();
  return (
    <main className="grid min-h-dvh place-items-center bg-surface px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-3">
          <img src="/icon.svg" alt="" className="size-11" />
          <div>
            <p className="font-bold text-xl leading-tight">{t.shell.product}</p>
            <p className="text-muted text-sm">{t.shell.tagline}</p>
          </div>
        </div>
        <div className="rounded-card border border-line bg-raised p-5 shadow-card sm:p-6">
          <h1 className="mb-4 font-bold text-2xl leading-tight">{title}</h1>
          {text !== undefined && <p className="mb-4 text-muted">{text}</p>}
          {children}
        </div>
      </div>
    </main>
  );
}
