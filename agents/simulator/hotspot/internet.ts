import type { Row } from '../api/sentence.ts';
import type { RouterState } from '../router-state.ts';

/** What a host of the open internet says, as far as phones' connectivity probes and a curious test need it. */
export interface InternetAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const plain = (body: string): InternetAnswer => ({ status: 200, type: 'text/plain', body });

export function internetAnswer(host: string, path: string): InternetAnswer {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (/\/(generate_204|gen_204)$/.test(path)) return { status: 204, type: 'text/html', body: '' };
  if (
    name === 'captive.apple.com' ||
    path === '/library/test/success.html' ||
    path === '/hotspot-detect.html'
  )
    return {
      status: 200,
      type: 'text/html',
      body: '<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>',
    };
  if (name === 'www.msftconnecttest.com' && path === '/connecttest.txt')
    return plain('Microsoft Connect Test');
  if (name === 'www.msftncsi.com' && path === '/ncsi.txt') return plain('Microsoft NCSI');
  if (name === 'detectportal.firefox.com') return plain('success\n');
  const shown = name.replace(/[^\w.-]/g, '');
  return {
    status: 200,
    type: 'text/html',
    body: `<!doctype html><title>${shown}</title><p>The open internet: ${shown}</p>`,
  };
}

function isHost(pattern: string, name: string): boolean {
  if (pattern.startsWith(':')) {
    try {
      return new RegExp(pattern.slice(1)).test(name);
    } catch {
      // a rule that is no regular expression fits nothing
      return false;
    }
  }
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(name);
}

function isPort(range: string | undefined, port: number): boolean {
  if (!range) return true;
  const [low, high = low] = range.split('-').map(Number);
  return port >= low! && port <= high!;
}

/** Does the walled garden let a phone that is not logged in through to this host? The first rule that fits decides. */
export function isInWalledGarden(state: RouterState, host: string): boolean {
  const [name = '', port = '80'] = host.split(':');
  const fits = (row: Row, target: string | undefined): boolean =>
    row.disabled !== 'true' && (!target || isHost(target, name)) && isPort(row['dst-port'], Number(port));
  const byAddress = state
    .table('/ip/hotspot/walled-garden/ip')
    .rows.find((row) => fits(row, row['dst-host'] || row['dst-address']));
  if (byAddress) return byAddress.action === 'accept';
  const byName = state.table('/ip/hotspot/walled-garden').rows.find((row) => fits(row, row['dst-host']));
  return byName?.action === 'allow';
}
