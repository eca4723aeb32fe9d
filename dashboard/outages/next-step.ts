import type { RouterStatus } from '#contract/status.ts';

/** One thing that somebody who is no engineer can do now; null when nothing needs doing. */
export type NextStep =
  | {
      readonly kind: 'lampLte' | 'lampVsat' | 'lampRadio' | 'lampFibre' | 'accessPoint' | 'flapping';
      /** Null: nobody's number is known. */
      readonly who: string | null;
    }
  | { readonly kind: 'agent'; readonly agent: string; readonly since: string }
  | {
      readonly kind:
        | 'rebooting'
        | 'noContact'
        | 'radius'
        | 'hotspot'
        | 'deviceMode'
        | 'licence'
        | 'slow'
        | 'noAgent'
        | 'notLooked'
        | 'neverLooked'
        | 'unreadable';
    };

const LAMPS = { lte: 'lampLte', vsat: 'lampVsat', radio: 'lampRadio', fibre: 'lampFibre' } as const;

export function nextStepOf(
  row: Pick<RouterStatus, 'state' | 'reason' | 'uplink' | 'contact' | 'action' | 'agent' | 'since'>,
): NextStep | null {
  const who = row.contact?.name ?? null;
  if (row.state === 'up') return null;
  if (row.state === 'down') {
    if (row.action !== null) return { kind: 'rebooting' };
    return who === null ? { kind: 'noContact' } : { kind: LAMPS[row.uplink], who };
  }
  switch (row.reason) {
    case 'access-point':
      return { kind: 'accessPoint', who };
    case 'flapping':
      return { kind: 'flapping', who };
    case 'radius-unanswered':
      return { kind: 'radius' };
    case 'hotspot-invalid':
    case 'hotspot-disabled':
      return { kind: 'hotspot' };
    case 'licence-full':
      return { kind: 'licence' };
    case 'device-mode':
      return { kind: 'deviceMode' };
    case 'uplink-loss':
    case 'slow':
      return { kind: 'slow' };
    case 'unreadable':
      return { kind: 'unreadable' };
    case 'not-looked':
      return { kind: 'notLooked' };
    default:
      return unseen(row);
  }
}

function unseen({ agent, reason, since }: Parameters<typeof nextStepOf>[0]): NextStep {
  if (agent === null) return { kind: 'noAgent' };
  if (agent.silentSince !== null || reason === 'agent-silent')
    return { kind: 'agent', agent: agent.name, since: agent.silentSince ?? since };
  return { kind: 'neverLooked' };
}
