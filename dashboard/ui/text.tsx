import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import type { Locale, Messages } from '../text/catalogue.ts';
import { createFormat, type Format } from '../text/format.ts';
import { id } from '../text/id.ts';

export interface Texts {
  readonly t: Messages;
  readonly f: Format;
  readonly locale: Locale;
}

const indonesian: Texts = { t: id, f: createFormat('id'), locale: 'id' };
const Context = createContext<Texts>(indonesian);

/** Sentences, and dates and numbers, of this person's language. */
export const useTexts = () => use(Context);

/** Indonesian is there at once; English comes as a chunk of its own. */
export function TextProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  const [texts, setTexts] = useState(indonesian);
  useEffect(() => {
    let wanted = true;
    document.documentElement.lang = locale;
    if (locale === 'id') setTexts(indonesian);
    else
      void import('../text/en.ts').then(({ en }) => {
        if (wanted) setTexts({ t: en, f: createFormat('en'), locale });
      });
    return () => {
      wanted = false;
    };
  }, [locale]);
  return <Context value={texts}>{children}</Context>;
}

/** Sentences that come with the part of the dashboard that says them, not with the first page. */
export const useWords = <T,>(words: Readonly<Record<Locale, T>>): T => words[useTexts().locale];
