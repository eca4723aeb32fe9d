import { isIP } from 'node:net';
import type { Step, StepKind } from '#contract/inspection.ts';
import type { AccountFacts, InspectionFacts } from '#contract/inspection-facts.ts';
import { GROUPS } from '../router-script/accounts.ts';
import type { Expected } from './expected.ts';
import { lacks } from './heard.ts';
import { isRed } from './red-version.ts';
import { bare, notKnown, well, wrong } from './step.ts';

const MONITOR: readonly string[] = GROUPS.monitor.granted;
const ACTION: readonly string[] = GROUPS.action.granted;
const CLOCK_LIMIT_SECONDS = 300;
/** After a start the clock waits for NTP, s. */
const CLOCK_PATIENCE_SECONDS = 600;
/** Levels that serve a handful of residents (manual, License); CHR's `free` is one of them. */
const FEW = new Set(['0', '1', '3', 'free', 'demo']);
const LEAST_FLASH_BYTES = 1024 * 1024;
const LEAST_FLASH_SHARE = 0.05;

/** Accounts, and what the router is. */
export function whoSteps(facts: InspectionFacts, expected: Expected): Step[] {
  return [
    rights('monitor-rights', facts.monitor, MONITOR, expected.controller),
    action(facts, expected),
    serial(facts, expected),
    identity(facts, expected),
    version(facts, expected),
    clock(facts, expected),
  ];
}

function rights(
  kind: StepKind,
  { policies, address, group }: AccountFacts,
  asked: readonly string[],
  controller: string | null,
): Step {
  if (policies === null) return notKnown(kind);
  const wider = policies.filter((right) => !asked.includes(right));
  if (wider.length > 0) return wrong(kind, 'rights-too-wide', ...wider);
  const missing = asked.filter((right) => !policies.includes(right));
  if (missing.length > 0) return wrong(kind, 'rights-too-narrow', ...missing);
  if (controller !== null && bare(address ?? '') !== controller)
    return wrong(kind, 'from-anywhere', address ?? '');
  return well(kind, group ?? '');
}

function action({ action: account }: InspectionFacts, expected: Expected): Step {
  if (expected.action === null || account === null) return wrong('action-rights', 'account-missing');
  if (account.loggedIn === false) return wrong('action-rights', 'wrong-password', account.username);
  if (account.loggedIn === null) return notKnown('action-rights');
  return rights('action-rights', account, ACTION, expected.controller);
}

function serial({ serial: found }: InspectionFacts, expected: Expected): Step {
  if (found === null || expected.serial === null) return notKnown('serial', null, ...(found ? [found] : []));
  return found === expected.serial
    ? well('serial', found)
    : wrong('serial', 'other-router', found, expected.serial);
}

function identity({ identity: found }: InspectionFacts, { nasIdentifier }: Expected): Step {
  if (found === null) return notKnown('identity');
  return found === nasIdentifier
    ? well('identity', found)
    : wrong('identity', 'other-identity', found, nasIdentifier);
}

function version({ version: found }: InspectionFacts, { minimum }: Expected): Step {
  return isRed(found, minimum) ? wrong('version', 'red-version', found) : well('version', found);
}

function clock(facts: InspectionFacts, { ntpServers }: Expected): Step {
  const { clockSkewSeconds: skew, ntp, uptimeSeconds, version: found } = facts;
  if (ntp !== null) {
    if (!ntp.enabled || ntp.servers.length === 0) return wrong('clock', 'ntp-off');
    const asked = found.startsWith('6.') ? serversOf6(ntpServers) : ntpServers;
    const missing = asked.filter((server) => !ntp.servers.includes(server));
    if (missing.length > 0) return wrong('clock', 'ntp-servers', ...missing);
  }
  if (skew === null) return notKnown('clock');
  if (Math.abs(skew) <= CLOCK_LIMIT_SECONDS) return well('clock', `${skew} s`);
  const said = uptimeSeconds > CLOCK_PATIENCE_SECONDS ? wrong : notKnown;
  return said('clock', 'clock-wrong', `${skew} s`);
}

/** Any number of names, and two addresses (manual 6, SNTP). */
const serversOf6 = (servers: readonly string[]): string[] => [
  ...servers.filter((one) => isIP(one) === 0),
  ...servers.filter((one) => isIP(one) === 4).slice(0, 2),
];

/** What the board may do and hold. */
export function boardSteps(facts: InspectionFacts): Step[] {
  return [deviceMode(facts), licence(facts), flash(facts)];
}

function deviceMode(facts: InspectionFacts): Step {
  const { deviceMode: mode, version: found } = facts;
  if (mode === null)
    return lacks(facts, '/system/device-mode') || found.startsWith('6.')
      ? well('device-mode')
      : notKnown('device-mode');
  if (mode.flagged) return wrong('device-mode', 'mode-flagged', mode.mode);
  const forbidden = (['hotspot', 'scheduler', 'fetch'] as const).filter((name) => mode[name] === false);
  return forbidden.length > 0
    ? wrong('device-mode', 'mode-forbids', ...forbidden)
    : well('device-mode', mode.mode);
}

function licence({ licence: level }: InspectionFacts): Step {
  if (level === null) return notKnown('licence');
  return FEW.has(level.toLowerCase()) ? wrong('licence', 'few-users', level) : well('licence', level);
}

function flash({ freeFlashBytes: free, totalFlashBytes: total }: InspectionFacts): Step {
  if (free === null) return notKnown('flash');
  const megabytes = `${(free / 1024 / 1024).toFixed(1)} MiB`;
  const low = free < LEAST_FLASH_BYTES || (total !== null && free < total * LEAST_FLASH_SHARE);
  return low ? wrong('flash', 'flash-full', megabytes) : well('flash', megabytes);
}
