import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AnnouncementDraft } from '#contract/announcements.ts';
import type { ServedVillage } from '../live/served-villages.ts';
import { SelectField } from '../ui/field.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { previewQuery } from './queries.ts';
import { words } from './words.ts';

/** Typing rests for this long before the page is drawn anew, ms. */
const REST_MS = 500;

function useRested<T>(value: T): T {
  const key = JSON.stringify(value);
  const [rested, setRested] = useState({ key, value });
  useEffect(() => {
    if (rested.key === key) return;
    const timer = setTimeout(() => setRested({ key, value }), REST_MS);
    return () => clearTimeout(timer);
  }, [key, value, rested.key]);
  return rested.value;
}

/** The very page that residents get, with this draft in it. */
export function PhonePreview({
  draft,
  villages,
}: {
  draft: AnnouncementDraft | null;
  villages: readonly ServedVillage[];
}) {
  const { t } = useTexts();
  const w = useWords(words);
  const [chosen, setChosen] = useState('');
  const rested = useRested(draft);
  const village = chosen || villageOf(draft, villages);
  return (
    <aside aria-label={t.announcements.preview} className="grid justify-items-center gap-3">
      <div className="w-full max-w-[22.5rem]">
        <SelectField
          label={t.announcements.previewVillage}
          value={village}
          onChange={({ target }) => setChosen(target.value)}
        >
          {villages.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="grid w-full justify-items-center gap-4 min-[60rem]:grid-cols-2 lg:grid-cols-1 2xl:grid-cols-2">
        {(['light', 'dark'] as const).map((theme) => (
          <figure key={theme} className="w-full max-w-[22.5rem]">
            <div className="overflow-hidden rounded-[2rem] border-[10px] border-text bg-bg">
              {rested === null || village === '' ? (
                <p className="grid h-[34rem] place-items-center px-8 text-center text-muted">
                  {t.announcements.previewWaits}
                </p>
              ) : (
                <Screen draft={rested} village={village} theme={theme} name={w[theme]} />
              )}
            </div>
            <figcaption className="mt-1 text-center text-muted text-sm">{w[theme]}</figcaption>
          </figure>
        ))}
      </div>
    </aside>
  );
}

/** One of those who will read it. */
function villageOf(draft: AnnouncementDraft | null, villages: readonly ServedVillage[]): string {
  const audience = draft?.audience;
  const reader = villages.find(
    (village) =>
      (audience?.kind === 'villages' && audience.codes.includes(village.code)) ||
      (audience?.kind === 'kecamatan' && audience.codes.includes(village.kecamatanCode)),
  );
  return (reader ?? villages[0])?.code ?? '';
}

function Screen({
  draft,
  village,
  theme,
  name,
}: {
  draft: AnnouncementDraft;
  village: string;
  theme: 'light' | 'dark';
  name: string;
}) {
  const { t, f } = useTexts();
  const page = useQuery(previewQuery({ draft, village, theme }));
  if (page.data === undefined) {
    return (
      <p className="grid h-[34rem] place-items-center px-8 text-center text-muted">
        {page.isError ? problemText(page.error, t, f) : t.shell.loading}
      </p>
    );
  }
  return (
    <>
      <iframe
        title={`${t.announcements.previewFrame} (${name})`}
        sandbox=""
        srcDoc={page.data}
        className="block h-[34rem] w-full border-0 bg-white"
      />
      <p className="border-line border-t px-3 py-1.5 text-center text-muted text-sm">
        {t.announcements.size({ size: f.bytes(new Blob([page.data]).size) })}
      </p>
    </>
  );
}
