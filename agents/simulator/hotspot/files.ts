import type { RouterState } from '../router-state.ts';
import { DEFAULT_PAGES, ERRORS, type ErrorKey } from './default-pages.ts';
import { settingsOf } from './profiles.ts';

/** Directories that pages are looked for in, best first. */
function directories(state: RouterState): string[] {
  const profile = settingsOf(state)?.profile;
  return [profile?.['html-directory-override'], profile?.['html-directory']].filter(
    (name) => name !== undefined && name !== '',
  ) as string[];
}

/** A file of the router's own hotspot pages: override, then directory; `path` may lie in a variant's folder, e.g. `id/login.html`. */
export function ownFile(state: RouterState, path: string): string | undefined {
  const files = state.table('/file');
  for (const directory of directories(state)) {
    const contents = files.find(`${directory.replace(/\/+$/, '')}/${path}`)?.contents;
    if (contents !== undefined) return contents;
  }
  return undefined;
}

/** A page by name: in its variant, else in the parent, else as shipped. */
export function pageSource(state: RouterState, name: string, variant: string): string | undefined {
  const inVariant = variant === '' ? undefined : ownFile(state, `${variant}/${name}`);
  return inVariant ?? ownFile(state, name) ?? DEFAULT_PAGES[name];
}

/** Text of an error key: from the router's errors.txt, else as shipped. */
export function errorSource(state: RouterState, key: ErrorKey): string {
  const own = ownFile(state, 'errors.txt')
    ?.split(/\r?\n/)
    .find((line) => line.split('=')[0]!.trim() === key);
  return own === undefined ? ERRORS[key] : own.slice(own.indexOf('=') + 1).trim();
}
