import { type InspectionEntry, type Step, type StepKind, stepKinds } from '#contract/inspection.ts';
import { alone } from './alone.ts';
import type { Expected } from './expected.ts';
import { isHeardEnough } from './heard.ts';
import { serviceSteps } from './service.ts';
import { notKnown, well, wrong } from './step.ts';
import { waySteps } from './ways.ts';
import { boardSteps, whoSteps } from './who.ts';
import { witness } from './witness.ts';

export type Seen = Pick<InspectionEntry, 'outcome' | 'detail' | 'facts'>;

/** *Uji sambungan*: what works, step by step, and what does not. A step that could not be looked at is neither. */
export function judge({ outcome, detail, facts }: Seen, expected: Expected): Step[] {
  const beside = detail === null ? [] : [detail];
  const rest = (from: StepKind) => stepKinds.slice(stepKinds.indexOf(from)).map((kind) => notKnown(kind));
  if (outcome === 'auth-failed')
    return [well('reachable'), wrong('login', 'wrong-password', expected.monitor), ...rest('monitor-rights')];
  if (outcome !== 'answered') {
    const why = outcome === 'refused' ? 'refused' : outcome === 'protocol-error' ? 'unreadable' : 'no-answer';
    return [wrong('reachable', why, ...beside), ...rest('login')];
  }
  if (facts === null) return [well('reachable'), well('login'), ...rest('monitor-rights')];
  const steps = [
    well('reachable'),
    well('login', facts.monitor.username),
    ...whoSteps(facts, expected),
    ...waySteps(facts, expected),
    ...serviceSteps(facts, expected),
    alone(facts),
    ...boardSteps(facts),
    witness(facts, expected),
  ];
  return stepKinds.map((kind) => {
    const step = steps.find((one) => one.kind === kind)!;
    return step.result === 'well' && !isHeardEnough(facts, kind) ? notKnown(kind) : step;
  });
}
