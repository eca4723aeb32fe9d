import { request } from 'node:http';

const PROBE = 'http://connectivitycheck.gstatic.com/generate_204';

interface Answer {
  readonly status: number;
  readonly location: URL | null;
  readonly body: string;
}

/** One request as a phone sends it, to the port of this machine that plays the named host. */
async function ask(url: URL, port: string | number, form?: Record<string, string>): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const asked = request(
    {
      host: '127.0.0.1',
      port,
      path: `${url.pathname}${url.search}`,
      method: form ? 'POST' : 'GET',
      headers: { host: url.host, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
      agent: false,
      timeout: 15_000,
    },
    (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text) => (body += text));
      answer.once('end', () => {
        const to = answer.headers.location;
        resolve({ status: answer.statusCode ?? 0, location: to ? new URL(to, url) : null, body });
      });
    },
  );
  asked.once('error', reject).once('timeout', () => asked.destroy(new Error(`${url.host} does not answer`)));
  asked.end(form && new URLSearchParams(form).toString());
  return await promise;
}

/** Opens a site, is caught, presses the portal's one button, follows, and must then be online. Throws with where it stopped. */
export async function visit(
  hotspot: string | number,
  portal: { readonly host: string; readonly port: number },
): Promise<void> {
  const portOf = (url: URL) => (url.hostname === portal.host ? portal.port : hotspot);
  const step = async (url: URL, form?: Record<string, string>) => await ask(url, portOf(url), form);
  const caught = await step(new URL(PROBE));
  if (caught.location?.hostname !== portal.host)
    throw new Error(
      `the phone was not led to the portal: ${caught.status} ${caught.location ?? caught.body.slice(0, 400)}`,
    );
  const front = await step(caught.location);
  const button = new URL(`${caught.location.pathname}/masuk`, caught.location);
  let answer = await step(button, fieldsOf(front.body));
  for (let n = 0; n < 5 && answer.location !== null; n++) answer = await step(answer.location);
  const probe = await step(new URL(PROBE));
  if (probe.status !== 204)
    throw new Error(
      `the resident is not online: ${probe.status}; last page ${answer.status}\n${wordsOf(answer.body)}`,
    );
}

const wordsOf = (page: string): string =>
  page
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 800);

function fieldsOf(page: string): Record<string, string> {
  const plain = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');
  const found = page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return Object.fromEntries([...found].map(([, name, value]) => [name!, plain(value!)]));
}
