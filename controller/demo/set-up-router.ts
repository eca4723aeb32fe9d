import { RouterLink, type Row } from '../../agents/routeros/index.ts';

export interface SetUp {
  readonly host: string;
  readonly port: number;
  /** Account that may do everything. */
  readonly admin: { readonly username: string; readonly password: string };
  readonly monitor: { readonly username: string; readonly password: string };
  readonly action: { readonly username: string; readonly password: string };
  readonly nasIdentifier: string;
  readonly radius: {
    readonly address: string;
    readonly authPort: number;
    readonly acctPort: number;
    readonly secret: string;
    readonly sourceAddress: string | null;
  };
  /** File name → content of our rlogin, login and alogin. */
  readonly pages: Readonly<Record<string, string>>;
}

const DEADLINE_MS = 10_000;
const PAGES_FOLDER = 'flash/sinyal';
const ALL = [
  'local',
  'telnet',
  'ssh',
  'ftp',
  'reboot',
  'read',
  'write',
  'policy',
  'test',
  'winbox',
  'password',
  'web',
  'sniff',
  'sensitive',
  'api',
  'romon',
  'rest-api',
];
/** `add` denies what is not named, `set` changes only what is named: so everything is named. */
const policies = (...granted: string[]) =>
  ALL.map((name) => (granted.includes(name) ? name : `!${name}`)).join(',');

/** Makes a router ours, as an installer would at its terminal: accounts, identity, RADIUS, pages, hotspot profile. Twice changes nothing. */
export async function setUpRouter(setUp: SetUp): Promise<void> {
  const link = await RouterLink.open({
    deadlineMs: DEADLINE_MS,
    host: setUp.host,
    port: setUp.port,
    tls: false,
    username: setUp.admin.username,
    password: setUp.admin.password,
  });
  try {
    const put = putter(link);
    await put('/user/group', 'sd-monitor', { policy: policies('read', 'api', 'test') });
    await put('/user/group', 'sd-tech', { policy: policies('read', 'write', 'api', 'reboot', 'test') });
    await put('/user', setUp.monitor.username, { group: 'sd-monitor', password: setUp.monitor.password });
    await put('/user', setUp.action.username, { group: 'sd-tech', password: setUp.action.password });
    await run(link, ['/system/identity/set', `=name=${setUp.nasIdentifier}`]);
    await setUpRadius(link, setUp);
    for (const [name, contents] of Object.entries(setUp.pages)) {
      await put('/file', `${PAGES_FOLDER}/${name}`, { contents }, { type: 'file' });
    }
    for (const row of await run(link, ['/ip/hotspot/profile/print', '=.proplist=.id'])) {
      await run(link, [
        '/ip/hotspot/profile/set',
        `=.id=${row['.id']}`,
        '=use-radius=yes',
        '=radius-accounting=yes',
        '=radius-interim-update=received',
        '=login-by=http-pap,mac,trial',
        `=html-directory-override=${PAGES_FOLDER}`,
      ]);
    }
    for (const row of await run(link, ['/ip/hotspot/user/profile/print', '=.proplist=.id'])) {
      await run(link, [
        '/ip/hotspot/user/profile/set',
        `=.id=${row['.id']}`,
        '=keepalive-timeout=none',
        '=idle-timeout=20m',
        '=add-mac-cookie=no',
      ]);
    }
  } finally {
    link.close();
  }
}

const run = async (link: RouterLink, words: string[]): Promise<readonly Row[]> =>
  (await link.exec(words, DEADLINE_MS)).rows;

/** Adds a row of that name, or sets the one that is there. */
function putter(link: RouterLink) {
  return async (
    menu: string,
    name: string,
    values: Record<string, string>,
    onlyNew: Record<string, string> = {},
  ): Promise<void> => {
    const words = (all: Record<string, string>) =>
      Object.entries(all).map(([key, value]) => `=${key}=${value}`);
    const [row] = await run(link, [`${menu}/print`, '=.proplist=.id', `?name=${name}`]);
    if (row) await run(link, [`${menu}/set`, `=.id=${row['.id']}`, ...words(values)]);
    else await run(link, [`${menu}/add`, `=name=${name}`, ...words({ ...onlyNew, ...values })]);
  };
}

async function setUpRadius(link: RouterLink, { radius }: SetUp): Promise<void> {
  for (const row of await run(link, ['/radius/print', '=.proplist=.id']))
    await run(link, ['/radius/remove', `=.id=${row['.id']}`]);
  await run(link, [
    '/radius/add',
    '=service=hotspot',
    `=address=${radius.address}`,
    `=authentication-port=${radius.authPort}`,
    `=accounting-port=${radius.acctPort}`,
    `=secret=${radius.secret}`,
    '=timeout=3s',
    ...(radius.sourceAddress ? [`=src-address=${radius.sourceAddress}`] : []),
  ]);
}
