import type { Logger } from 'pino';
import { Commander } from './commands/index.ts';
import type { AgentConfig } from './config.ts';
import { Inspector } from './inspect/index.ts';
import { outcomeOf, Poller, Proof } from './poll/index.ts';
import {
  AssignmentKeeper,
  ControllerClient,
  ControllerClock,
  Nudges,
  Outbox,
  Sender,
} from './uplink/index.ts';

/** How often the way out is proven without a reason, and the figures are logged, ms. */
const PROVE = 30_000;
const REPORT = 60_000;

/** Puts an agent together and starts it. `close` stops it; what was seen until then is on disk. */
export function startAgent(config: AgentConfig, log: Logger): { close(): void } {
  const clock = new ControllerClock();
  const proof = new Proof(config.ways);
  const outbox = new Outbox({
    folder: config.dataDir,
    onWritten: () => sender.wake(),
    onTrouble: (error) => log.error({ err: error }, 'outbox cannot be written'),
  });
  if (outbox.movedTo) log.error({ movedTo: outbox.movedTo }, 'outbox could not be read: moved aside');
  const client = new ControllerClient(config.controller, clock);
  const onError = (error: unknown): void => log.error({ err: error }, 'fault of the agent itself');

  const stamp = (): { at: string; offsetMs: number } => {
    const wall = Date.now();
    return { at: new Date(wall).toISOString(), offsetMs: clock.offset(wall, performance.now()) };
  };
  const poller = new Poller({
    proof,
    tls: config.tls,
    onError,
    record: ({ begun, ...look }, urgent) => {
      const offsetMs = clock.offset(begun.wall, begun.monotonic);
      outbox.add({ ...look, at: new Date(begun.wall).toISOString(), offsetMs }, urgent);
    },
    onAnswered: (routerId, returned) => inspector.answered(routerId, returned),
  });
  const inspector = new Inspector({
    everyHours: config.inspectHours,
    target: (routerId) => poller.target(routerId),
    tls: config.tls,
    outcomeOf: ({ kind, phase }) => outcomeOf(kind, phase),
    record: (draft, urgent) => outbox.add({ ...draft, ...stamp() }, urgent),
    onAnswered: (routerId) => poller.look(routerId),
    onError,
  });
  const commander = new Commander({
    journal: {
      wasTaken: (id) => outbox.wasTaken(id),
      take: (entry) => outbox.take(entry.actionId, { ...entry, ...stamp() }, Date.now()),
      add: (entry) => outbox.add({ ...entry, ...stamp() }, true),
    },
    target: (routerId) => poller.target(routerId),
    tls: config.tls,
    controllerNow: () => clock.at(performance.now()) ?? Date.now(),
    onSent: (routerId, uptimeSeconds) => poller.watch(routerId, uptimeSeconds),
    onError,
  });
  const keeper = new AssignmentKeeper({
    client,
    onAssignment: ({ version, routers }) => {
      log.info({ version, routers: routers.length }, 'assignment');
      if (config.tls === 'unverified' && routers.some((router) => router.tls && !router.certificate))
        log.warn('ROUTER_CA_FILE is empty: certificates of routers are not verified');
      poller.assign(routers);
    },
    onTrouble: (error, failures) => log.warn({ failures, why: reasonOf(error) }, 'no assignment'),
  });
  const { canaries } = config.ways;
  const sender = new Sender({
    outbox,
    client,
    about: () => ({
      assignment: keeper.version,
      canaries: typeof canaries === 'string' ? canaries : [...new Set(canaries.map(({ owner }) => owner))],
      proven: proof.provenWithin(2 * PROVE),
    }),
    onAnswer: (answer) => {
      keeper.heard(answer.assignment);
      commander.offer(answer.commands);
      inspector.offer(answer.inspections);
    },
    onTrouble: (what, error, failures) =>
      log.warn({ failures, why: reasonOf(error) }, what === 'set-aside' ? 'entry set aside' : 'not sent'),
  });
  const nudges = new Nudges(config.controller, {
    onNudge: (what) => (what === 'assignment' ? keeper.fetch() : sender.now()),
    onConnect: () => {
      log.info('connected to the controller');
      if (keeper.version === null) keeper.fetch();
      sender.now();
    },
    onTrouble: (error) => log.debug({ why: reasonOf(error) }, 'no nudges'),
  });

  const timers = [
    setInterval(() => void proof.since(performance.now()).catch(onError), PROVE),
    setInterval(
      () =>
        log.info(
          { lateness: poller.lateness.now, backlog: outbox.backlog, setAside: outbox.setAsideCount },
          'looks',
        ),
      REPORT,
    ),
  ];
  if (canaries === 'missing') log.warn('CANARIES is empty: a silent router is unknown, never down');
  void proof.since(performance.now()).catch(onError);
  keeper.fetch();
  sender.now();

  return {
    close() {
      timers.forEach(clearInterval);
      nudges.close();
      keeper.close();
      sender.close();
      commander.close();
      inspector.close();
      poller.close();
      client.close();
      outbox.close();
    },
  };
}

/** fetch hides what happened in `cause`. */
function reasonOf(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : undefined;
  const code = (cause as { code?: unknown } | undefined)?.code;
  return [error.message, typeof code === 'string' ? code : cause?.message].filter(Boolean).join(': ');
}
