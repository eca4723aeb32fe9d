import type { Router } from '../router.ts';

/** A file that the router makes itself replaces one of the same name. */
export function keepFile(router: Router, name: string, contents: string): void {
  const { state } = router;
  const files = state.table('/file');
  const written = String(state.routerClock(state.clock()));
  const known = files.find(name);
  if (known) Object.assign(known, { contents, written });
  else files.add({ name, contents, written });
}
