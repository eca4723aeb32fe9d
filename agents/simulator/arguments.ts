import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DEVICE_MODES } from './device-mode.ts';
import { featuresOf } from './version.ts';

export const USAGE = `usage: npm run simulate -- [--routers N] [--port P] [--control C] [--user U] [--password W] [--version 7.20]
  --routers N          how many routers; default 12
  --port P             router i listens on P+i-1; default 18728, 0 = any free ports
  --control C          control over HTTP on 127.0.0.1:C; default 18700, 0 = any free port
  --user U             account with all rights; default admin
  --password W         its password; default simulator
  --version X.Y        RouterOS to play: 6.49, 7.12, 7.20 or near; default 7.20
  --radius H:A:B       RADIUS server, authentication and accounting port; sets /radius and use-radius on every router
  --radius-secret S    its secret
  --hotspot-port H     hotspot page of router i on H+i-1, 0 = any free ports; without it there are no pages
  --tls-port T         api-ssl of router i on T+i-1, 0 = any free ports; its certificate: GET /certificate of the control
  --own-addresses      router i listens on its own loopback address 127.44.x.y instead of 127.0.0.1
  --names A,B,…        identities in order
  --factory            routers as they come out of their box: identity MikroTik, no hotspot; paste a script by the control
  --device-mode M      home, basic or advanced (7.17 and later); default advanced
  --licence N          licence level 0..6; default 4
  --serials A,B,…      serial numbers in order
  --residents N        most residents of a router; default 40
  --seed N             another seed, another fleet; default 1
  --reboot-seconds S   how long a commanded reboot takes; default 20
  --links A,B,H        ports of canary-a, canary-b and hub; default any free ones`;

const port = z.coerce.number<string>().int().min(0).max(65_535);
const whole = (most: number) => z.coerce.number<string>().int().min(0).max(most);

const Arguments = z
  .object({
    routers: whole(5_000)
      .refine((n) => n >= 1, 'at least 1')
      .default(12),
    port: port.default(18_728),
    control: port.default(18_700),
    user: z.string().min(1).default('admin'),
    password: z.string().default('simulator'),
    version: z
      .string()
      .refine((text) => /^\d+\.\d+/.test(text), 'like 7.20')
      .default('7.20'),
    radius: z
      .string()
      .regex(/^[^:]+:\d+:\d+$/, 'HOST:AUTHPORT:ACCTPORT')
      .optional(),
    'radius-secret': z.string().min(1).optional(),
    'hotspot-port': port.optional(),
    'tls-port': port.optional(),
    'own-addresses': z.boolean().default(false),
    factory: z.boolean().default(false),
    'device-mode': z.enum(DEVICE_MODES).default('advanced'),
    licence: whole(6).default(4),
    serials: z
      .string()
      .transform((text) => text.split(','))
      .optional(),
    names: z
      .string()
      .transform((text) => text.split(','))
      .optional(),
    residents: whole(140).default(40),
    seed: whole(0xffff_ffff).default(1),
    'reboot-seconds': z.coerce.number<string>().min(0).max(3_600).default(20),
    links: z
      .string()
      .regex(/^\d+,\d+,\d+$/, 'three ports')
      .transform((text) => text.split(',').map(Number))
      .optional(),
  })
  .refine((given) => given.radius === undefined || given['radius-secret'] !== undefined, {
    path: ['radius-secret'],
    message: 'is needed with --radius',
  });

export type Arguments = z.output<typeof Arguments>;

const options = Object.fromEntries(
  Object.keys(Arguments.shape).map((name) => [
    name,
    { type: name === 'own-addresses' || name === 'factory' ? 'boolean' : 'string' } as const,
  ]),
);

/** The command line, checked; throws an Error whose message is a sentence about the first thing wrong. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values } = parseArgs({ args: [...argv], options, strict: true, allowPositionals: false });
  const read = Arguments.safeParse(values);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Error(`--${issue!.path.join('.')}: ${issue!.message}`);
  }
  featuresOf(read.data.version);
  return read.data;
}
