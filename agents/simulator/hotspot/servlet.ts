import type { IncomingMessage, ServerResponse } from 'node:http';
import { formAttributes } from './attributes.ts';
import { ownFile, pageSource } from './files.ts';
import type { Hotspot } from './hotspot.ts';
import { internetAnswer, isInWalledGarden } from './internet.ts';
import { logIn, logInByMac, type Refusal } from './login.ts';
import type { Phone } from './phone.ts';
import { settingsOf } from './profiles.ts';
import { decode, fieldsOf, type Target, targetOf } from './request.ts';
import type { Session } from './session.ts';
import { escaped, render } from './template.ts';
import { variablesOf } from './variables.ts';

/** How long a phone that has just joined waits for its MAC login before it is shown a page, ms. */
const MAC_LOGIN = 300;
/** How long a request that nobody answers is kept, ms. */
const SILENCE = 60_000;

export interface Visit {
  readonly hotspot: Hotspot;
  readonly phone: Phone;
  /** Port of the servlet as this phone sees it. */
  readonly port: number;
}

/** One HTTP request of a phone, whoever it was meant for. */
export async function serve(visit: Visit, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { hotspot, phone, port } = visit;
  const { state } = hotspot;
  const settings = settingsOf(state);
  if (state.dead || !settings || !state.hotspotOk(state.clock()) || !state.accessPointRunning(state.clock()))
    return silence(response);
  if (!phone.joined) await join(hotspot, phone, MAC_LOGIN);
  phone.settle(state, state.clock());
  phone.lastActive = state.clock();
  const target = targetOf(request);
  const names = [
    settings.profile['dns-name'],
    settings.profile['hotspot-address'],
    state.address,
    '127.0.0.1',
    'localhost',
  ];
  const name = target.host.replace(/:\d+$/, '');
  const here = names.includes(name) && target.host === (port === 80 ? name : `${name}:${port}`);
  const origin = here
    ? target.host
    : `${settings.profile['dns-name'] || state.address}${port === 80 ? '' : `:${port}`}`;
  if (!here) return elsewhere(visit, origin, target, request, response);
  const fields = await fieldsOf(request, target.query);
  if (!fields) return send(response, 413, 'Payload Too Large', {}, '');
  await ownPage({ ...visit, origin, fields, headers: request.headers }, target, response);
}

/** The phone is on the access point; where the profile says so it is logged in by its MAC, for which at most `waitMs` are waited. */
export async function join(hotspot: Hotspot, phone: Phone, waitMs: number): Promise<void> {
  phone.settle(hotspot.state, hotspot.state.clock());
  phone.joined = true;
  hotspot.watch(phone);
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, waitMs);
  await Promise.race([logInByMac(hotspot, phone), late.promise]);
  clearTimeout(timer);
}

/** Like a lost packet: no byte comes back. */
function silence(response: ServerResponse): void {
  setTimeout(() => response.destroy(), SILENCE).unref();
}

function elsewhere(
  visit: Visit,
  origin: string,
  target: Target,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { hotspot, phone } = visit;
  const { state } = hotspot;
  if (phone.session || isInWalledGarden(state, target.host)) {
    const answer = internetAnswer(target.host, target.path);
    if (state.uplinkUp) send(response, answer.status, 'OK', { 'Content-Type': answer.type }, answer.body);
    else silence(response);
    return;
  }
  const wanted = target.url;
  const redirect = `http://${origin}/login?dst=${escaped(wanted)}`;
  draw(
    { ...visit, origin, fields: new Map(), headers: request.headers },
    ['rlogin.html', 'redirect.html'],
    { wanted, redirect },
    response,
  );
}

interface OwnVisit extends Visit {
  readonly origin: string;
  readonly fields: ReadonlyMap<string, string>;
  readonly headers: IncomingMessage['headers'];
}

/** Pages of the servlet itself; a folder before the name is a variant, as `target=` is. */
async function ownPage(visit: OwnVisit, target: Target, response: ServerResponse): Promise<void> {
  const { hotspot, phone, fields } = visit;
  const parts = decode(target.path)
    .split('/')
    .filter((part) => part !== '' && part !== '..');
  const page = parts.at(-1) ?? '';
  const variant = parts.length > 1 ? parts.slice(0, -1).join('/') : (fields.get('target') ?? '');
  const wanted = fields.get('dst') ?? '';
  const base = `http://${visit.origin}`;
  const loginLink = `${base}/login${wanted ? `?dst=${escaped(wanted)}` : ''}`;
  switch (page) {
    case '':
      if (phone.session)
        return draw(visit, ['redirect.html'], { wanted, redirect: `${base}/status` }, response);
      return draw(visit, ['rlogin.html', 'redirect.html'], { wanted, redirect: loginLink }, response);
    case 'login': {
      const user = fields.get('username');
      const refusal =
        user === undefined || phone.session ? undefined : await tryLogin(hotspot, phone, user, fields);
      if (phone.session)
        return draw(
          visit,
          ['alogin.html'],
          { wanted, redirect: wanted || `${base}/status`, variant },
          response,
        );
      return draw(
        visit,
        refusal ? ['flogin.html', 'login.html'] : ['login.html'],
        { wanted, redirect: loginLink, refusal, variant },
        response,
      );
    }
    case 'status':
      return draw(
        visit,
        [phone.session ? 'status.html' : 'fstatus.html'],
        { wanted, redirect: loginLink, variant },
        response,
      );
    case 'logout': {
      const { session } = phone;
      if (session) hotspot.end(phone, 'user-request');
      return draw(
        visit,
        [session ? 'logout.html' : 'flogout.html'],
        { wanted, redirect: loginLink, session, variant },
        response,
      );
    }
    case 'api':
    case 'api.json':
      return draw(
        visit,
        ['api.json'],
        { wanted, redirect: loginLink, variant, type: 'application/captive+json' },
        response,
      );
    default:
      return file(visit, parts.join('/'), response);
  }
}

function tryLogin(
  hotspot: Hotspot,
  phone: Phone,
  user: string,
  fields: ReadonlyMap<string, string>,
): Promise<Refusal | undefined> {
  return logIn(hotspot, phone, {
    user,
    password: fields.get('password') ?? '',
    domain: fields.get('domain'),
    by: 'http-pap',
    form: formAttributes(fields),
  });
}

interface Drawn {
  readonly wanted: string;
  readonly redirect: string;
  readonly refusal?: Refusal | undefined;
  readonly session?: Session | undefined;
  readonly variant?: string;
  readonly type?: string;
}

/** Draws the first of the pages that exists. */
function draw(visit: OwnVisit, pages: readonly string[], drawn: Drawn, response: ServerResponse): void {
  const { hotspot, phone } = visit;
  const source =
    pages
      .map((page) => pageSource(hotspot.state, page, drawn.variant ?? ''))
      .find((found) => found !== undefined) ?? '';
  const page = render(
    source,
    variablesOf({
      ...visit,
      ...drawn,
      session: drawn.session ?? phone.session,
      loggedIn: phone.session !== undefined,
    }),
  );
  const headers = {
    'Content-Type': drawn.type ?? 'text/html',
    'Cache-Control': 'no-cache',
    Pragma: 'no-cache',
    ...page.headers,
  };
  send(response, page.status, page.reason, headers, page.body);
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'application/javascript',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  ico: 'image/x-icon',
  txt: 'text/plain',
  html: 'text/html',
};

const NOT_FOUND = '<html><body><h1>Error 404: Not Found</h1></body></html>';

/** Another file of the pages' directory, as it is; HTML is drawn. */
function file(visit: OwnVisit, path: string, response: ServerResponse): void {
  const ending = path.split('.').at(-1) ?? '';
  const contents = ownFile(visit.hotspot.state, path);
  const type = TYPES[ending] ?? 'application/octet-stream';
  if (contents === undefined) send(response, 404, 'Not Found', { 'Content-Type': 'text/html' }, NOT_FOUND);
  else if (ending !== 'html') send(response, 200, 'OK', { 'Content-Type': type }, contents);
  else
    draw(
      visit,
      [path],
      { wanted: visit.fields.get('dst') ?? '', redirect: `http://${visit.origin}/login` },
      response,
    );
}

function send(
  response: ServerResponse,
  status: number,
  reason: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): void {
  const bytes = Buffer.from(body, 'latin1');
  const bare = status === 204 || status === 304;
  response.writeHead(status, reason || 'OK', {
    ...headers,
    ...(bare ? {} : { 'Content-Length': String(bytes.length) }),
  });
  response.end(bare || response.req.method === 'HEAD' ? undefined : bytes);
}
