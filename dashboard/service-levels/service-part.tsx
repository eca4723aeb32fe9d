import { Link } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { Empty } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { ContractsPage } from './contracts-page.tsx';
import { HoursPage } from './hours-page.tsx';
import { LetterheadPage } from './letterhead-page.tsx';
import { ThresholdsPage } from './thresholds-page.tsx';
import { WindowsPage } from './windows-page.tsx';
import { words } from './words.ts';

type Part = keyof typeof words.id.parts;

const pages: Readonly<Record<Part, ComponentType>> = {
  'jam-layanan': HoursPage,
  pemeliharaan: WindowsPage,
  kontrak: ContractsPage,
  kop: LetterheadPage,
  ambang: ThresholdsPage,
};
const parts = Object.keys(pages) as Part[];

/** *Pengaturan › Ketersediaan*: what people enter, and figures are judged by. Without a name, its first part. */
export function ServicePart({ part = parts[0] }: { part: string | undefined }) {
  const { t } = useTexts();
  const w = useWords(words);
  const Page = Object.hasOwn(pages, part ?? '') ? pages[part as Part] : null;
  return (
    <div className="grid gap-4">
      <nav aria-label={t.settings.tabService} className="flex flex-wrap gap-2">
        {parts.map((one) => (
          <Link
            key={one}
            to="/pengaturan/ketersediaan/{-$bagian}"
            params={{ bagian: one }}
            aria-current={one === part ? 'page' : undefined}
            className="inline-flex min-h-11 items-center rounded-full border border-line px-3 text-muted text-sm sm:px-4 sm:text-base hover:text-text aria-[current=page]:border-accent aria-[current=page]:bg-accent-tint aria-[current=page]:font-semibold aria-[current=page]:text-text md:min-h-10"
          >
            {w.parts[one]}
          </Link>
        ))}
      </nav>
      {Page === null ? <Empty title={t.shell.notFoundTitle} text={t.shell.notFoundText} /> : <Page />}
    </div>
  );
}
