import { setTimeout as wait } from 'node:timers/promises';
import { CATEGORY, type Row, Trap } from '../api/sentence.ts';
import type { Call, Menus } from './menu.ts';

/** A file made by the router itself replaces one of the same name. */
function keep(call: Call, name: string, contents: string): void {
  const files = call.router.state.table('/file');
  const known = files.find(name);
  if (known) Object.assign(known, { contents });
  else files.add({ name, contents, written: String(call.router.state.routerClock(call.now)) });
}

async function* updates(call: Call, signal: AbortSignal): AsyncGenerator<Row> {
  const { version } = call.features;
  const found = { channel: 'stable', 'installed-version': version };
  yield { ...found, status: 'finding out latest version...', '.section': '0' };
  await wait(300, undefined, { signal, ref: false });
  if (call.router.state.uplinkUp)
    yield { ...found, 'latest-version': version, status: 'System is already up to date', '.section': '1' };
  else yield { ...found, status: 'ERROR: could not resolve dns name', '.section': '1' };
}

export const MAINTENANCE: Menus = {
  '/system/package/update': {
    single: true,
    rows: ({ state }) => [{ channel: 'stable', 'installed-version': state.features.version }],
    commands: {
      'check-for-updates': {
        policy: ['read', 'write'],
        run: (call) => ({ stream: (signal) => updates(call, signal) }),
      },
    },
  },
  '/system/backup': {
    commands: {
      save: {
        policy: ['read', 'write', 'sensitive', 'policy', 'ftp'],
        run: (call) => {
          const name = call.request.args.get('name') ?? `${call.router.state.name}-backup`;
          keep(call, `${name}.backup`, '\x88\xac\xa1\xb1');
          return {};
        },
      },
    },
  },
  '': {
    commands: {
      export: {
        policy: ['read', 'write', 'ftp'],
        run: (call) => {
          const file = call.request.args.get('file');
          // over the API the text itself is never returned
          if (!file) throw new Trap('failure: export works only with file', CATEGORY.general);
          keep(
            call,
            `${file}.rsc`,
            `# ${call.router.state.board.model}\n/system identity\nset name="${call.router.state.name}"\n`,
          );
          return {};
        },
      },
    },
  },
};
