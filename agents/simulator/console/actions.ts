import { DEVICE_MODES, type DeviceMode } from '../device-mode.ts';
import type { Router } from '../router.ts';
import { exportCertificate, signCertificate } from './certificates.ts';
import { Failure } from './failure.ts';
import { fetchFile } from './fetch.ts';
import { keepFile } from './files.ts';
import type { Interpreter } from './interpreter.ts';
import { type MenuRows, printed } from './menu-commands.ts';
import { textOf, type Value } from './value.ts';

/** The console as its commands see it. */
export interface Host {
  readonly router: Router;
  readonly user: string;
  readonly globals: Map<string, { value: Value }>;
  script(source: string): Promise<void>;
}

/** A command with a life of its own. */
export interface Doing {
  readonly host: Host;
  readonly run: Interpreter;
  readonly menu: MenuRows;
  readonly args: Map<string, Value>;
  readonly flags: ReadonlySet<string>;
}

export type Action = (doing: Doing) => Promise<Value>;

const log =
  (level: string): Action =>
  async ({ host: { router }, args }) => {
    router.state.note(`script,${level}`, textOf(args.get('message')));
    return undefined;
  };

/** Nothing changes until somebody presses the button or pulls the plug within five minutes (manual, page Device-mode). */
const updateDeviceMode: Action = async ({ host: { router }, run, args }) => {
  const mode = textOf(args.get('mode'));
  if (mode !== '' && !(DEVICE_MODES as readonly string[]).includes(mode))
    throw new Failure('input does not match any value of mode');
  const switched = new Map<string, boolean>();
  for (const [name, value] of args) {
    if (name === 'mode' || name === 'flagging-enabled' || name === 'activation-timeout') continue;
    if (typeof value !== 'boolean') throw new Failure(`input does not match any value of ${name}`);
    switched.set(name, value);
  }
  const { state } = router;
  const asked = state.deviceMode.ask(mode === '' ? undefined : (mode as DeviceMode), switched, state.clock());
  if (!asked) throw new Failure('failure: too many update attempts');
  run.put(
    '  update: please activate by turning power off or pressing reset or mode button\n          in 5m00s',
  );
  return undefined;
};

/** `print file=x` writes what it would show into `x.txt`: how 6.49 makes a file. */
const printFiles: Action = async ({ host: { router }, run, menu, args }) => {
  const lines = printed(menu, menu.rows, false);
  const name = textOf(args.get('file'));
  if (name === '') for (const line of lines) run.put(line);
  else keepFile(router, name.endsWith('.txt') ? name : `${name}.txt`, lines.join('\r\n'));
  return undefined;
};

const runScript: Action = async ({ host, menu, args }) => {
  const [row] = menu.chosen(args.get('number'));
  const stored = host.router.state.table('/system/script').find(row?.['.id'] ?? '');
  if (!stored) throw new Failure('no such item');
  stored['run-count'] = String(Number(stored['run-count'] ?? 0) + 1);
  await host.script(stored.source ?? '');
  return undefined;
};

const forget: Action = async ({ host: { globals }, menu, args }) => {
  for (const row of menu.chosen(args.get('numbers'))) globals.delete(row.name ?? '');
  return undefined;
};

const leave =
  (how: 'reboot' | 'shutdown'): Action =>
  async ({ host: { router, user } }) => {
    if (how === 'reboot') router.reboot(user);
    else router.shutdown();
    return undefined;
  };

/** Commands that do more than change rows, by menu and verb. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  '/log/info': log('info'),
  '/log/warning': log('warning'),
  '/log/error': log('error'),
  '/log/debug': log('debug'),
  '/tool/fetch': fetchFile,
  '/system/device-mode/update': updateDeviceMode,
  '/system/script/run': runScript,
  '/system/script/environment/remove': forget,
  '/system/reboot': leave('reboot'),
  '/system/shutdown': leave('shutdown'),
  '/certificate/sign': signCertificate,
  '/certificate/export-certificate': exportCertificate,
};
/** The same for one argument of `print` alone. */
export const PRINT_TO_FILE = printFiles;
