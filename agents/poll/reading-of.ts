import type { Reading } from '#contract/looks.ts';
import { sumOfCounters } from '../routeros/index.ts';
import { accessPointsOf, chooseUplink, watchedAccessPoints } from './choose-uplink.ts';
import type { Core } from './core.ts';
import type { Facts } from './facts.ts';
import { licenceUsers } from './licence-users.ts';
import { uplinkLoss } from './uplink-loss.ts';

/** The contract's reading from what a router said in this look and what is known of it since it was connected to. */
export function readingOf(core: Core, facts: Facts, lteSessionSeconds: number | null): Reading {
  const uplink = chooseUplink(core.interfaces);
  return {
    uptimeSeconds: core.resource.uptimeSeconds,
    version: core.resource.version,
    board: core.resource.board,
    serial: facts.serial,
    identity: facts.identity,
    cpuPercent: core.resource.cpuPercent,
    freeMemoryBytes: core.resource.freeMemoryBytes,
    temperatureCelsius: core.health?.temperatureCelsius ?? null,
    voltageVolts: core.health?.voltageVolts ?? null,
    clockSkewSeconds: core.clock && Math.round((core.clock.router - core.clock.agent) / 1_000),
    uplink:
      uplink?.receiveBytes && uplink.transmitBytes
        ? {
            name: uplink.name,
            running: uplink.running,
            receiveBytes: uplink.receiveBytes,
            transmitBytes: uplink.transmitBytes,
          }
        : null,
    ...(lteSessionSeconds === null ? {} : { lteSessionSeconds }),
    accessPoints: [
      ...accessPointsOf(core.interfaces).map(({ name, running }) => ({ name, running })),
      ...watchedAccessPoints(core.netwatch),
    ].slice(0, 64),
    hotspot: {
      servers: core.servers.slice(0, 64).map((server) => ({ ...server })),
      users: core.people.users,
      trialUsers: core.people.trialUsers,
      licenceUsers: licenceUsers(facts.licence),
      loginHosts: [...facts.loginHosts],
    },
    deviceMode: facts.deviceMode && { ...facts.deviceMode },
    radius: sumOfCounters(core.radius),
    uplinkLossPercent: uplinkLoss(core.netwatch),
    pollingAccountMayReboot: facts.mayReboot,
  };
}
