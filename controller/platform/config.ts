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

/** An address without path: what follows it is ours. */
const origin = (name: string, example: string) =>
  z
    .url({ protocol: /^https?$/, error: `${name} must be an http(s) address, e.g. ${example}` })
    .refine((text) => /^[^/]+\/\/[^/?#@]+\/?$/.test(text), {
      error: `${name} must end with the name or port, without path: e.g. ${example}`,
    })
    .optional();

/** Not the whole world: then anybody could claim any address. */
const isTrustable = (part: string): boolean =>
  part === 'loopback' ||
  z.union([z.ipv4(), z.ipv6()]).safeParse(part).success ||
  (z.union([z.cidrv4(), z.cidrv6()]).safeParse(part).success && !part.endsWith('/0'));

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
  PORTAL_PUBLIC_URL: origin('PORTAL_PUBLIC_URL', 'https://wifi.example.go.id').describe(
    'Address under which phones reach the portal.',
  ),
  OPS_PUBLIC_URL: origin('OPS_PUBLIC_URL', 'https://sinyal.example.go.id').describe(
    'Address under which staff reach the dashboard.',
  ),
  TRUSTED_PROXY: z
    .string()
    .refine((text) => text.split(',').every((part) => isTrustable(part.trim())), {
      error:
        'TRUSTED_PROXY must be addresses or networks with commas between, or loopback: e.g. 127.0.0.1 or 10.0.0.0/8',
    })
    .optional()
    .describe(
      'Address (or CIDR, or loopback) of the reverse proxy whose X-Forwarded-* headers are believed.',
    ),
  CANARIES: z
    .string()
    .default('')
    .describe(
      'owner=host:port,… of at least two owners; `none` when every router is in the agent’s own network.',
    ),
  HUB: z.string().default('').describe('host:port of the VPN hub; empty = no tunnel.'),
  ROUTEROS_MINIMUM: z
    .string()
    .regex(/^\d+(\.\d+){1,2}(,\d+(\.\d+){1,2})*$/, {
      error: 'ROUTEROS_MINIMUM must be versions with commas between, e.g. 7.24.3,7.23.6,6.49.21',
    })
    .default('7.24.3,7.23.6,6.49.21')
    .describe('Oldest safe RouterOS version of each branch; an older one is red.'),
  NTP_SERVERS: z
    .string()
    .default('0.id.pool.ntp.org,1.id.pool.ntp.org')
    .describe('Time servers that routers are given; RouterOS 6 takes addresses of the first two.'),
  TUNNEL_NETWORK: z
    .cidrv4({ error: 'TUNNEL_NETWORK must be a network, e.g. 10.77.0.0/16' })
    .default('10.77.0.0/16')
    .describe('Addresses inside the tunnel: the first is the hub and the controller, each router gets one.'),
  WIREGUARD_ENDPOINT: z
    .string()
    .regex(/^[A-Za-z0-9.-]+:\d{1,5}$/, {
      error: 'WIREGUARD_ENDPOINT must be host:port, e.g. hub.example.go.id:13231',
    })
    .optional()
    .describe('Where routers with RouterOS 7 dial in: host:port of the WireGuard hub.'),
  WIREGUARD_PUBLIC_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, {
      error: 'WIREGUARD_PUBLIC_KEY must be the public key of the hub: `wg show wg0 public-key`',
    })
    .optional()
    .describe('Public key of the WireGuard hub.'),
  SSTP_ENDPOINT: z
    .string()
    .regex(/^[A-Za-z0-9.-]+:\d{1,5}$/, { error: 'SSTP_ENDPOINT must be host:port' })
    .optional()
    .describe('Where routers with RouterOS 6 dial in: host:port of the SSTP hub.'),
  RADIUS_PUBLIC_ADDRESS: z
    .union([z.ipv4(), z.ipv6()], { error: 'RADIUS_PUBLIC_ADDRESS must be an IP address' })
    .optional()
    .describe('Address to which routers without a tunnel send RADIUS.'),
  KEY_FILE: z.string().optional().describe('The key that seals secrets. Default: master.key in DATA_DIR.'),
  BACKUP_DIR: z
    .string()
    .optional()
    .describe('Folder of the nightly backups; without it there are none, and a chore says so.'),
  BACKUP_PASSPHRASE_FILE: z
    .string()
    .optional()
    .describe('File with the passphrase that seals backups. Keep a copy of it away from the server.'),
  BACKUP_SECOND_PLACE: z
    .string()
    .optional()
    .describe('Where each backup is copied: a mounted folder, or sftp://user@host:port/folder.'),
  BACKUP_SFTP_KEY_FILE: z.string().optional().describe('Private key for BACKUP_SECOND_PLACE over SFTP.'),
  BACKUP_SFTP_HOST_KEY: z
    .string()
    .optional()
    .describe('SHA256:… of the host key of BACKUP_SECOND_PLACE: `ssh-keyscan host | ssh-keygen -lf -`.'),
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'BACKUP_AT must be a time of day, e.g. 01:30' })
    .default('01:30')
    .describe('When the nightly backup begins, WIB.'),
  TELEGRAM_API_ROOT: z
    .url({ protocol: /^https?$/, error: 'TELEGRAM_API_ROOT must be an http(s) address' })
    .default('https://api.telegram.org')
    .describe('Where the Telegram Bot API answers: another one for a Bot API server of your own.'),
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      hostname: /.+/,
      error: 'SMTP_URL must look like smtp://user:password@mail.example.go.id:587',
    })
    .optional()
    .describe('Mail server for alarms and the heads of chains: smtp://… or smtps://….'),
  MAIL_FROM: z
    .email({ error: 'MAIL_FROM must be a mail address' })
    .default('sinyal-desa@localhost.localdomain')
    .describe('Sender of these mails.'),
  LOOK_DAYS: z.coerce
    .number({ error: 'LOOK_DAYS must be a number of days, 100 or more' })
    .int()
    .min(100, 'LOOK_DAYS must be 100 or more: late samples may be 90 days old')
    .max(4_000)
    .default(100)
    .describe(
      'Days that samples stay rows; older months are packed without loss once their reports are closed.',
    ),
  HEADS_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'HEADS_AT must be a time of day, e.g. 06:00' })
    .default('06:00')
    .describe('When witnesses are told the head of the chains of the day before, WIB.'),
  WEBHOOK_PRIVATE_HOSTS: z
    .string()
    .default('')
    .describe('Hosts (with commas between) of private networks that webhooks may go to.'),
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
  /** `7.24.3`, … */
  routerosMinimum: readonly string[];
  ntpServers: readonly string[];
  tunnelNetwork: string;
  wireguardEndpoint: string | null;
  wireguardPublicKey: string | null;
  sstpEndpoint: string | null;
  radiusPublicAddress: string | null;
  keyFile: string | null;
  backupDir: string | null;
  backupPassphraseFile: string | null;
  backupSecondPlace: string | null;
  backupSftpKeyFile: string | null;
  backupSftpHostKey: string | null;
  /** HH:MM, WIB. */
  backupAt: string;
  telegramApiRoot: string;
  webhookPrivateHosts: readonly string[];
  smtpUrl: string | null;
  mailFrom: string;
  lookDays: number;
  /** HH:MM, WIB. */
  headsAt: string;
  demoPassword: string | null;
  logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
}>;

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

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
    routerosMinimum: listOf(is.ROUTEROS_MINIMUM),
    ntpServers: listOf(is.NTP_SERVERS),
    tunnelNetwork: is.TUNNEL_NETWORK,
    wireguardEndpoint: is.WIREGUARD_ENDPOINT ?? null,
    wireguardPublicKey: is.WIREGUARD_PUBLIC_KEY ?? null,
    sstpEndpoint: is.SSTP_ENDPOINT ?? null,
    radiusPublicAddress: is.RADIUS_PUBLIC_ADDRESS ?? null,
    keyFile: is.KEY_FILE ?? null,
    backupDir: is.BACKUP_DIR ?? null,
    backupPassphraseFile: is.BACKUP_PASSPHRASE_FILE ?? null,
    backupSecondPlace: is.BACKUP_SECOND_PLACE ?? null,
    backupSftpKeyFile: is.BACKUP_SFTP_KEY_FILE ?? null,
    backupSftpHostKey: is.BACKUP_SFTP_HOST_KEY ?? null,
    backupAt: is.BACKUP_AT,
    telegramApiRoot: is.TELEGRAM_API_ROOT,
    webhookPrivateHosts: listOf(is.WEBHOOK_PRIVATE_HOSTS),
    smtpUrl: is.SMTP_URL ?? null,
    mailFrom: is.MAIL_FROM,
    lookDays: is.LOOK_DAYS,
    headsAt: is.HEADS_AT,
    demoPassword: is.DEMO_PASSWORD ?? null,
    logLevel: is.LOG_LEVEL,
  };
}

/** Name, default and sentence of every variable: for docs and `.env.example`. */
export const variables = Object.entries(Environment.shape).map(([name, schema]) => ({
  name,
  description: schema.description ?? '',
}));
