import { useQueryClient } from '@tanstack/react-query';
import { CircleUserRound, KeyRound, LogOut } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import type { Me } from '#contract/staff.ts';
import { sessionQuery, setLocale, signOut } from '../api/session.ts';
import { locales } from '../text/catalogue.ts';
import { Button } from '../ui/button.tsx';
import { useTexts } from '../ui/text.tsx';
import { chooseTheme, keep, themes, useTheme } from './theme.ts';

const OwnPasswordDialog = lazy(() =>
  import('./own-password-dialog.tsx').then((module) => ({ default: module.OwnPasswordDialog })),
);

const LANGUAGES = { id: 'Bahasa Indonesia', en: 'English' } as const;
const choice = (chosen: boolean) =>
  `min-h-10 flex-1 rounded-control border px-3 py-1.5 text-sm ${chosen ? 'border-accent bg-accent-tint font-semibold text-text' : 'border-control text-text hover:bg-surface'}`;

/** Who I am, how it looks, in which language, and out. */
export function PersonMenu({ me }: { me: Me }) {
  const { t, locale } = useTexts();
  const theme = useTheme();
  const cache = useQueryClient();
  const menu = useRef<HTMLDivElement>(null);
  const [changing, setChanging] = useState(false);
  const words = { system: t.shell.themeSystem, light: t.shell.themeLight, dark: t.shell.themeDark };

  const choose = async (next: Me['locale']) => {
    keep('locale', next);
    cache.setQueryData(sessionQuery.queryKey, (known) => known && { ...known, locale: next });
    await setLocale(next);
  };
  const leave = async () => {
    await signOut();
    cache.clear();
    window.location.assign('/masuk');
  };

  return (
    <>
      <button
        type="button"
        popoverTarget="person-menu"
        className="inline-flex min-h-11 items-center gap-2 rounded-control px-2 text-sm hover:bg-surface"
      >
        <CircleUserRound aria-hidden="true" size={22} className="text-muted" />
        <span className="sr-only">{t.shell.menu}:</span>
        <span className="sr-only sm:not-sr-only">{me.name}</span>
      </button>
      <div
        ref={menu}
        id="person-menu"
        popover="auto"
        className="fixed top-14 right-3 left-auto m-0 w-[19rem] rounded-card border border-line bg-raised p-4 text-text shadow-card"
      >
        <p className="font-semibold">{me.name}</p>
        <p className="mb-4 text-muted text-sm">{t.shell.roles[me.role]}</p>
        <fieldset className="mb-4">
          <legend className="mb-1 text-muted text-sm">{t.shell.theme}</legend>
          <div className="flex gap-1.5">
            {themes.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={theme === one}
                className={choice(theme === one)}
                onClick={() => chooseTheme(one)}
              >
                {words[one]}
              </button>
            ))}
          </div>
        </fieldset>
        <fieldset className="mb-4">
          <legend className="mb-1 text-muted text-sm">{t.shell.language}</legend>
          <div className="flex gap-1.5">
            {locales.map((one) => (
              <button
                key={one}
                type="button"
                lang={one}
                aria-pressed={locale === one}
                className={choice(locale === one)}
                onClick={() => void choose(one)}
              >
                {LANGUAGES[one]}
              </button>
            ))}
          </div>
        </fieldset>
        <Button
          className="mb-2 w-full"
          onClick={() => {
            menu.current?.hidePopover();
            setChanging(true);
          }}
        >
          <KeyRound aria-hidden="true" size={18} />
          {t.shell.ownPassword}
        </Button>
        <Button className="w-full" onClick={() => void leave()}>
          <LogOut aria-hidden="true" size={18} />
          {t.shell.signOut}
        </Button>
      </div>
      {changing && (
        <Suspense>
          <OwnPasswordDialog me={me} onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </>
  );
}
