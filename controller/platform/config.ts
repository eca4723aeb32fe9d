import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';

/** The checkout: what holds package.json. */
export const home = path.resolve(import.meta.dirname, '..', '..');

/** Stands for this checkout where a short name is needed. */
export const homeHash = createHash('sha256').update(home).digest('hex').slice(0, 10);

const port = (name: string, fallback: number) =>
  z.coerce
    .number({ error: `${name} must be a port: 0 to 65535` })
    .int()
    .min(0)
    .max(65535)
    .default(fallback);

const Environment = z.object({
  OPS_PORT: port('OPS_PORT', 8080).describe('Dashboard, API and agents. 0 = any free port.'),
  PORTAL_PORT: port('PORTAL_PORT', 8081).describe('Captive portal of the residents.'),
  RADIUS_AUTH_PORT: port('RADIUS_AUTH_PORT', 1812).describe('RADIUS authentication, UDP.'),
  RADIUS_ACCT_PORT: port('RADIUS_ACCT_PORT', 1813).describe('RADIUS accounting, UDP.'),
  METRICS_PORT: port('METRICS_PORT', 9464).describe('Prometheus metrics, always on loopback.'),
  BIND_ADDRESS: z
    .union([z.ipv4(), z.ipv6()], {
      error: 'BIND_ADDRESS must be an IP address of this machine, e.g. 0.0.0.0',
    })
    .optional()
    .describe('Address of portal and RADIUS. Default 0.0.0.0; in the demo 127.0.0.1.'),
  OPS_BIND_ADDRESS: z
    .union([z.ipv4(), z.ipv6()], { error: 'OPS_BIND_ADDRESS must be an IP address of this machine' })
    .default('127.0.0.1')
    .describe('Address of dashboard, API and agents.'),
  DATA_DIR: z
    .string()
    .min(1)
    .default(path.join(home, 'data'))
    .describe('Folder of the embedded database, the key file and the own agent.'),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      hostname: /.*/,
      error: 'DATABASE_URL must look like postgresql://user:password@host:5432/name',
    })
    .optional()
    .describe('A PostgreSQL of your own, 15 or newer. Without it the embedded one starts.'),
  PORTAL_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'PORTAL_PUBLIC_URL must be an http(s) address' })
    .optional()
    .describe('Address under which phones reach the portal.'),
  OPS_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'OPS_PUBLIC_URL must be an http(s) address' })
    .optional()
    .describe('Address under which staff reach the dashboard.'),
  TRUSTED_PROXY: z
    .string()
    .optional()
    .describe('Address (or CIDR) of the reverse proxy whose X-Forwarded-* headers are believed.'),
  CANARIES: z
    .string()
    .default('')
    .describe(
      'owner=host:port,… of at least two owners; `none` when every router is in the agent’s own network.',
    ),
  HUB: z.string().default('').describe('host:port of the VPN hub; empty = no tunnel.'),
  DEMO_PASSWORD: z
    .string()
    .min(10, 'DEMO_PASSWORD must have at least 10 characters')
    .optional()
    .describe('Password of the people of the demo.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Detail of the log.'),
});

export type Config = Readonly<{
  opsPort: number;
  portalPort: number;
  radiusAuthPort: number;
  radiusAcctPort: number;
  metricsPort: number;
  bindAddress: string;
  opsBindAddress: string;
  dataDir: string;
  databaseUrl: string | null;
  portalPublicUrl: string | null;
  opsPublicUrl: string | null;
  trustedProxy: string | null;
  canaries: string;
  hub: string;
  demoPassword: string | null;
  logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
}>;

/** All faults of the environment at once, each with its variable's name. */
export class WrongEnvironment extends Error {
  override readonly name = 'WrongEnvironment';
}

/** Empty variables count as not given: `OPS_PORT= npm start` is no port 0. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw new WrongEnvironment(z.prettifyError(parsed.error));
  const is = parsed.data;
  return {
    opsPort: is.OPS_PORT,
    portalPort: is.PORTAL_PORT,
    radiusAuthPort: is.RADIUS_AUTH_PORT,
    radiusAcctPort: is.RADIUS_ACCT_PORT,
    metricsPort: is.METRICS_PORT,
    bindAddress: is.BIND_ADDRESS ?? '0.0.0.0',
    opsBindAddress: is.OPS_BIND_ADDRESS,
    dataDir: path.resolve(home, is.DATA_DIR),
    databaseUrl: is.DATABASE_URL ?? null,
    portalPublicUrl: is.PORTAL_PUBLIC_URL ?? null,
    opsPublicUrl: is.OPS_PUBLIC_URL ?? null,
    trustedProxy: is.TRUSTED_PROXY ?? null,
    canaries: is.CANARIES,
    hub: is.HUB,
    demoPassword: is.DEMO_PASSWORD ?? null,
    logLevel: is.LOG_LEVEL,
  };
}

/** Name, default and sentence of every variable: for docs and `.env.example`. */
export const variables = Object.entries(Environment.shape).map(([name, schema]) => ({
  name,
  description: schema.description ?? '',
}));
