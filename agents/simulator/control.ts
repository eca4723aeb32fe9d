import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { PasteOptions } from './console/terminal.ts';
import { FAULTS, type FaultKind, isFaultKind } from './fault-kinds.ts';
import type { SimLink, SimPhone } from './handle.ts';
import { history } from './history.ts';
import { LINKS } from './links.ts';
import type { RouterHandle } from './sim-router.ts';

/** Bytes that a body may have. */
const MOST_BODY = 16_384;
/** A script that is pasted may have more. */
const MOST_PASTE = 524_288;
/** Lines of history that one request may ask for. */
const MOST_LINES = 400_000;

export interface Controlled {
  readonly handles: readonly RouterHandle[];
  readonly links: readonly SimLink[];
  readonly certificate: string;
}

const FaultBody = z.strictObject({
  kind: z
    .string()
    .refine((kind): kind is FaultKind => isFaultKind(kind), 'unknown kind; GET /faults lists them'),
  seconds: z.number().positive().max(604_800).optional(),
  latencyMs: z.number().min(0).max(120_000).optional(),
  jitterMs: z.number().min(0).max(120_000).optional(),
  loss: z.number().min(0).max(1).optional(),
  at: z.number().int().min(0).optional(),
});
const LinkBody = z.strictObject({ seconds: z.number().positive().max(604_800).optional() });
const PhoneBody = z.strictObject({
  mac: z
    .string()
    .regex(/^([0-9A-F]{2}:){5}[0-9A-F]{2}$/)
    .optional(),
  port: z.number().int().min(0).max(65_535).optional(),
  hostName: z.string().max(64).optional(),
  associate: z.boolean().optional(),
});
const PhoneAct = z.strictObject({
  mac: z.string(),
  act: z.enum(['associate', 'disconnect', 'roam', 'close']),
  to: z.string().optional(),
});
const SettingsBody = z.strictObject({
  rebootManner: z.enum(['done', 'fin', 'rst', 'silence']).optional(),
  rebootSeconds: z.number().min(0).max(3_600).optional(),
  ntpSeconds: z.number().min(0).max(86_400).optional(),
  version: z
    .string()
    .regex(/^\d+\.\d+/)
    .optional(),
  maxSessions: z.number().int().min(1).max(1_000).optional(),
  name: z.string().min(1).max(64).optional(),
});
const PasteBody = z.strictObject({
  text: z.string(),
  untilLine: z.number().int().min(0).optional(),
  cutAfterBytes: z.number().int().min(0).optional(),
});
const Period = z.object({
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  step: z.coerce.number<string>().min(0.1).max(86_400),
});

/** A request that can not be served: status and a sentence. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The control port of a fleet: plain JSON over HTTP for scripts and the demo. */
export function controlServer(fleet: Controlled): Server {
  return createServer((request, response) => {
    serve(fleet, request, response).catch((error: unknown) => {
      const refused = error instanceof Refused ? error : new Refused(500, String(error));
      if (!response.headersSent) reply(response, refused.status, { error: refused.message });
      else response.destroy();
    });
  });
}

async function serve(fleet: Controlled, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://control');
  const [collection, key, part] = url.pathname.split('/').slice(1);
  const route = `${request.method} /${collection}${key === undefined ? '' : '/:'}${part === undefined ? '' : `/${part}`}`;
  switch (route) {
    case 'GET /faults':
      return reply(
        response,
        200,
        Object.entries(FAULTS).map(([kind, sentence]) => ({ kind, sentence })),
      );
    case 'GET /certificate':
      if (fleet.certificate === '') throw new Refused(404, 'there is no api-ssl: it begins with --tls-port');
      response.writeHead(200, { 'content-type': 'application/x-pem-file' }).end(fleet.certificate);
      return;
    case 'GET /routers':
      return reply(response, 200, fleet.handles.map(describe));
    case 'GET /routers/:':
      return reply(response, 200, describe(routerOf(fleet, key)));
    case 'PATCH /routers/:': {
      const handle = routerOf(fleet, key);
      handle.set(await body(request, SettingsBody));
      return reply(response, 200, describe(handle));
    }
    case 'POST /routers/:/faults': {
      const handle = routerOf(fleet, key);
      const { kind, ...details } = await body(request, FaultBody);
      handle.fault(kind, details);
      return reply(response, 201, describe(handle));
    }
    case 'DELETE /routers/:/faults': {
      const handle = routerOf(fleet, key);
      handle.mend();
      return reply(response, 200, describe(handle));
    }
    case 'GET /routers/:/phones':
      return reply(response, 200, routerOf(fleet, key).phones.map(describePhone));
    case 'POST /routers/:/phones': {
      const { associate, ...options } = await body(request, PhoneBody);
      const phone = await routerOf(fleet, key).phone(options);
      if (associate) await phone.associate();
      return reply(response, 201, describePhone(phone));
    }
    case 'PATCH /routers/:/phones': {
      const { mac, act, to } = await body(request, PhoneAct);
      const phone = routerOf(fleet, key).phones.find((one) => one.mac === mac);
      if (!phone) throw new Refused(404, `router ${key} has no phone ${mac}`);
      const moved = act === 'roam' ? await phone.roam(routerOf(fleet, to)) : phone;
      if (act === 'associate') await phone.associate();
      if (act === 'disconnect') phone.disconnect();
      if (act === 'close') await phone.close();
      return reply(response, 200, describePhone(moved));
    }
    case 'POST /routers/:/console': {
      const { text, ...cut } = await body(request, PasteBody, MOST_PASTE);
      return reply(response, 200, await routerOf(fleet, key).paste(text, defined(cut)));
    }
    case 'POST /routers/:/button':
      return reply(response, 200, { activated: routerOf(fleet, key).pressButton() });
    case 'GET /routers/:/history':
      return sendHistory(routerOf(fleet, key), url, response);
    case 'GET /links':
      return reply(response, 200, fleet.links.map(describeLink));
    case 'POST /links/:/faults': {
      const link = linkOf(fleet, key);
      await link.cut(await body(request, LinkBody));
      return reply(response, 201, describeLink(link));
    }
    case 'DELETE /links/:/faults': {
      const link = linkOf(fleet, key);
      await link.mend();
      return reply(response, 200, describeLink(link));
    }
    default:
      throw new Refused(404, `there is no ${request.method} ${url.pathname}`);
  }
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(value)}\n`);
}

function routerOf({ handles }: Controlled, key: string | undefined): RouterHandle {
  const handle = /^\d+$/.test(key ?? '')
    ? handles[Number(key) - 1]
    : handles.find((one) => encodeURIComponent(one.label) === key);
  if (!handle)
    throw new Refused(404, `there is no router ${key}: they are numbered from 1 to ${handles.length}`);
  return handle;
}

function linkOf({ links }: Controlled, key: string | undefined): SimLink {
  const link = links.find((one) => one.name === key);
  if (!link) throw new Refused(404, `there is no link ${key}: they are ${LINKS.join(', ')}`);
  return link;
}

async function body<T extends z.ZodType>(
  request: IncomingMessage,
  schema: T,
  most = MOST_BODY,
): Promise<z.output<T>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new Refused(413, `a body may have ${most} bytes`);
    chunks.push(chunk);
  }
  let json: unknown;
  try {
    json = size === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Refused(400, 'the body is no JSON');
  }
  const read = schema.safeParse(json);
  if (!read.success) throw new Refused(400, z.prettifyError(read.error));
  return read.data;
}

const defined = (cut: {
  untilLine?: number | undefined;
  cutAfterBytes?: number | undefined;
}): PasteOptions => ({
  ...(cut.untilLine === undefined ? {} : { untilLine: cut.untilLine }),
  ...(cut.cutAfterBytes === undefined ? {} : { cutAfterBytes: cut.cutAfterBytes }),
});

function describe(handle: RouterHandle): object {
  const { now } = handle;
  return {
    index: handle.index,
    name: handle.label,
    identity: handle.name,
    serial: handle.serial,
    deviceMode: handle.router.state.features.deviceMode ? handle.router.state.deviceMode.mode : undefined,
    version: handle.version,
    board: handle.router.state.board.name,
    uplink: handle.router.state.board.uplink,
    host: handle.address,
    port: handle.port,
    tlsPort: handle.tlsPort,
    httpPort: handle.httpPort,
    hotspotHost: handle.router.state.hotspotHost,
    tunnelAddress: handle.tunnelAddress,
    faults: handle.faults,
    reachable: now.reachable,
    uptimeSeconds: now.uptimeSeconds,
    bootedAt: now.bootedAt.toISOString(),
    reboots: handle.reboots,
    commandedReboots: handle.count('/system/reboot'),
    users: now.users,
    rxBytes: String(now.rxBytes),
    txBytes: String(now.txBytes),
    connections: handle.connections,
  };
}

function describePhone({ mac, ip, port, url, online, loginBy }: SimPhone): object {
  return { mac, ip, port, url, online, loginBy };
}

const describeLink = (link: SimLink): object => ({
  name: link.name,
  host: link.host,
  port: link.port,
  up: link.up,
});

/** NDJSON, written no faster than it is read. */
async function sendHistory(handle: RouterHandle, url: URL, response: ServerResponse): Promise<void> {
  const period = Period.safeParse(Object.fromEntries(url.searchParams));
  if (!period.success)
    throw new Refused(400, `from=ISO&to=ISO&step=SECONDS are needed: ${z.prettifyError(period.error)}`);
  const [from, to, step] = [
    Date.parse(period.data.from),
    Date.parse(period.data.to),
    period.data.step * 1_000,
  ];
  const now = handle.router.state.clock();
  if (to > now + 1_000) throw new Refused(400, 'history ends now');
  if ((to - from) / step > MOST_LINES) throw new Refused(400, `at most ${MOST_LINES} lines at once`);
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  let chunk = '';
  for (const line of history(handle.router.state, from, to, step)) {
    chunk += `${JSON.stringify(line)}\n`;
    if (chunk.length < 32_768) continue;
    if (!response.write(chunk))
      await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
    else await new Promise((resolve) => setImmediate(resolve));
    if (response.destroyed) return;
    chunk = '';
  }
  response.end(chunk);
}
