import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Canary, Endpoint, Ways } from './poll/index.ts';
import type { LinkOptions } from './routeros/index.ts';

const home = path.resolve(import.meta.dirname, '..');
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const endpoint = (text: string): Endpoint | null => {
  const found = /^(\[[0-9a-f:]+\]|[^\s:[\]]+):(\d{1,5})$/i.exec(text.trim());
  const port = Number(found?.[2]);
  return found && port >= 1 && port <= 65_535 ? { host: found[1]!.replace(/^\[|\]$/g, ''), port } : null;
};

const Canaries = z
  .string()
  .default('')
  .transform((text, context): Ways['canaries'] => {
    if (text.trim() === 'none') return 'none';
    if (text.trim() === '') return 'missing';
    const canaries = text.split(',').map((part): Canary | null => {
      const [owner = '', rest = ''] = part.split('=', 2);
      const at = endpoint(rest);
      return at && owner.trim() !== '' && owner.length <= 100 ? { owner: owner.trim(), ...at } : null;
    });
    const good = canaries.filter((canary) => canary !== null);
    const owners = new Set(good.map((canary) => canary.owner));
    if (good.length === canaries.length && good.length <= 16 && owners.size >= 2) return good;
    context.addIssue({
      code: 'custom',
      message: 'must be owner=host:port,… of at least two owners (at most 16 canaries), or `none`',
    });
    return z.NEVER;
  });

const Hub = z
  .string()
  .default('')
  .transform((text, context): Endpoint | null => {
    if (text.trim() === '') return null;
    const hub = endpoint(text);
    if (hub) return hub;
    context.addIssue({ code: 'custom', message: 'must be host:port, or empty' });
    return z.NEVER;
  });

const CertificateFile = z
  .string()
  .default('')
  .transform((file, context): LinkOptions['tls'] => {
    if (file === '') return 'unverified';
    try {
      const ca = readFileSync(file, 'utf8');
      if (ca.includes('-----BEGIN CERTIFICATE-----')) return { ca };
    } catch {
      // said below
    }
    context.addIssue({ code: 'custom', message: 'must be a readable file with a PEM certificate' });
    return z.NEVER;
  });

const Environment = z.object({
  CONTROLLER_URL: z
    .url({ protocol: /^https?$/, error: 'must be the http(s) address of the controller' })
    .refine((text) => {
      const url = URL.parse(text);
      return url?.protocol !== 'http:' || LOOPBACK.test(url.hostname);
    }, 'must be https, unless the controller runs on this machine: passwords of routers travel over it')
    .describe('Where the controller is, e.g. https://sinyal.oganilirkab.go.id'),
  AGENT_TOKEN: z
    .string({ error: 'must be the token that an admin made for this agent' })
    .regex(/^[\x21-\x7e]{16,256}$/, 'must have 16 to 256 characters without blanks'),
  AGENT_DATA_DIR: z
    .string()
    .min(1, 'must be a folder')
    .default(path.join(home, 'data', 'agent'))
    .describe('Folder of the outbox.'),
  CANARIES: Canaries.describe('Proof of the way out: owner=host:port,…, or `none`.'),
  HUB: Hub.describe('host:port of the VPN hub; empty = no tunnel.'),
  ROUTER_CA_FILE: CertificateFile.describe(
    'PEM that certificates of routers with api-ssl must be, or be signed by.',
  ),
  INSPECT_HOURS: z.coerce
    .number({ error: 'must be hours, 0 to 168' })
    .min(0, 'must be hours, 0 to 168')
    .max(168, 'must be hours, 0 to 168')
    .default(6)
    .describe(
      'How often each router is inspected without a reason; 0 = only when somebody asks (a very thin uplink).',
    ),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], { error: 'must be a level, e.g. info' })
    .default('info'),
});

export interface AgentConfig {
  readonly controller: { readonly url: string; readonly token: string };
  readonly dataDir: string;
  readonly ways: Ways;
  readonly tls: LinkOptions['tls'];
  /** 0 = only when somebody asks. */
  readonly inspectHours: number;
  readonly logLevel: string;
}

/** The environment is not fit to start with; the message has one line for each fault, by name. */
export class WrongEnvironment extends Error {
  override readonly name = 'WrongEnvironment';
}

/** Reads the environment once. Throws WrongEnvironment with all faults. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): AgentConfig {
  const read = Environment.safeParse(environment);
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new WrongEnvironment(faults.join('\n'));
  }
  const values = read.data;
  return {
    controller: { url: values.CONTROLLER_URL, token: values.AGENT_TOKEN },
    dataDir: values.AGENT_DATA_DIR,
    ways: { canaries: values.CANARIES, hub: values.HUB },
    tls: values.ROUTER_CA_FILE,
    inspectHours: values.INSPECT_HOURS,
    logLevel: values.LOG_LEVEL,
  };
}
