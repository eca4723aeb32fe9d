import type { RouterEntry } from '#contract/villages.ts';
import type { ScriptPlan } from '../router-script/index.ts';
import type { ControllerProcess } from './controller-process.ts';
import type { Secrets } from './programme.ts';
import type { SimRouter } from './simulator.ts';

/** What the script of a simulated router is made of; it is reached at its own address, with no tunnel in between. */
export function planFor(
  router: RouterEntry,
  played: SimRouter,
  { radius, portalUrl }: Pick<ControllerProcess, 'radius' | 'portalUrl'>,
  secrets: Secrets,
): ScriptPlan {
  return {
    form: played.version.startsWith('6.') ? 6 : 7,
    router: router.name,
    village: router.village.name,
    serial: played.serial,
    minimum: ['7.24.3', '7.23.6', '6.49.21'],
    nasIdentifier: router.nasIdentifier,
    tunnel: null,
    controller: '127.0.0.1',
    api: { tls: router.tls, port: router.port },
    monitor: { username: router.username, password: secrets.monitor },
    action: { username: 'sd-tech', password: secrets.action },
    radius: {
      ...radius,
      secret: secrets.radius(router.name),
      sourceAddress: played.tunnelAddress ?? null,
    },
    portal: { origin: portalUrl, key: router.portalPath.slice('/p/'.length) },
    ntpServers: ['0.id.pool.ntp.org', '1.id.pool.ntp.org'],
  };
}
