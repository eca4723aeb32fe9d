import { NOT_ALLOWED } from '../device-mode.ts';
import type { Doing } from './actions.ts';
import { Failure } from './failure.ts';
import { keepFile } from './files.ts';
import { array, isArray, textOf, type Value } from './value.ts';

/** Bytes that a fetched file may have: routers of the field have 16 MB of flash. */
const MOST = 4_194_304;
const DEADLINE = 10_000;
/** Bytes of an answer that `output=user` gives to a script (manual, page Fetch). */
const MOST_FOR_SCRIPT = 64_512;

/** `/tool fetch url=`: really asks, over HTTP and HTTPS. */
export async function fetchFile({ host: { router }, run, args, flags }: Doing): Promise<Value> {
  const { state } = router;
  const given = (name: string): string => textOf(args.get(name));
  const url = parsed(given('url'), given('mode'));
  if (!state.allows('fetch')) throw new Failure(NOT_ALLOWED);
  if (!state.uplinkUp) throw new Failure('failure: connection timeout');
  const body = await download(
    url,
    given('http-method').toUpperCase() || 'GET',
    given('http-data'),
    args.get('http-header-field'),
  );
  const output = given('output') || (args.get('keep-result') === false ? 'none' : 'file');
  if (output === 'file')
    keepFile(
      router,
      given('dst-path') || (url.pathname.split('/').at(-1) ?? '') || url.hostname,
      body.toString('latin1'),
    );
  const downloaded = Math.ceil(body.length / 1_024);
  if (!flags.has('as-value')) {
    run.put(`      status: finished\n  downloaded: ${downloaded}KiB`);
    return undefined;
  }
  const said: [string, Value][] = [
    ['downloaded', downloaded],
    ['status', 'finished'],
  ];
  if (output.startsWith('user')) said.unshift(['data', body.subarray(0, MOST_FOR_SCRIPT).toString('latin1')]);
  return array([], new Map(said));
}

function parsed(url: string, mode: string): URL {
  let read: URL;
  try {
    read = new URL(/^[a-z]+:\/\//.test(url) ? url : `${mode || 'http'}://${url}`);
  } catch {
    throw new Failure('failure: invalid URL');
  }
  if (read.protocol !== 'http:' && read.protocol !== 'https:')
    throw new Failure('failure: invalid URL protocol');
  return read;
}

async function download(url: URL, method: string, data: string, fields: Value): Promise<Buffer> {
  const headers = new Headers();
  for (const field of isArray(fields) ? fields.items.map(textOf) : textOf(fields).split(',')) {
    const colon = field.indexOf(':');
    if (colon > 0) headers.set(field.slice(0, colon).trim(), field.slice(colon + 1).trim());
  }
  const signal = AbortSignal.timeout(DEADLINE);
  const body = method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.from(data, 'latin1') };
  let answer: Response;
  try {
    answer = await fetch(url, { method, headers, signal, redirect: 'error', ...body });
  } catch {
    throw new Failure(signal.aborted ? 'failure: connection timeout' : 'failure: connection refused');
  }
  if (!answer.ok) {
    await answer.body?.cancel();
    throw new Failure(`failure: closing connection: <${answer.status} ${answer.statusText}> ${url.host} (4)`);
  }
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (bytes.length > MOST) throw new Failure('failure: no space left');
  return bytes;
}
