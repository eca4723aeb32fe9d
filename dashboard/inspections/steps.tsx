import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useState } from 'react';
import type { Step } from '#contract/inspection.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

const MARKS = {
  well: { icon: CircleCheck, tone: 'text-up-text' },
  wrong: { icon: CircleX, tone: 'text-down-text' },
  'not-known': { icon: CircleHelp, tone: 'text-muted' },
} as const;

/** What is wrong first, each with its next step; what is well is a line, and folded away when there are others. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  const { f } = useTexts();
  const w = useWords(words);
  const [all, setAll] = useState(false);
  const open = steps.filter(({ result }) => result !== 'well');
  const well = steps.filter(({ result }) => result === 'well');
  return (
    <>
      <ul className="grid gap-2">
        {open
          .toSorted((a, b) => Number(a.result !== 'wrong') - Number(b.result !== 'wrong'))
          .map((step) => (
            <StepItem key={step.kind} step={step} />
          ))}
        {all && well.map((step) => <StepItem key={step.kind} step={step} />)}
      </ul>
      {well.length > 0 && !all && (
        <button
          type="button"
          className="mt-2 min-h-11 font-semibold text-accent"
          onClick={() => setAll(true)}
        >
          {w.showWell({ count: f.number(well.length) })}
        </button>
      )}
    </>
  );
}

function StepItem({ step: { kind, result, why, facts } }: { step: Step }) {
  const w = useWords(words);
  const { icon: Icon, tone } = MARKS[result];
  const said = result === 'well' ? w.well : result === 'wrong' ? w.wrong : w.notKnown;
  return (
    <li className="flex gap-3">
      <Icon aria-hidden="true" size={20} className={`mt-0.5 shrink-0 ${tone}`} />
      <div className="min-w-0">
        <p>
          <span className="font-semibold">{w.step[kind]}</span>{' '}
          <span className="text-muted text-sm">{said}</span>
        </p>
        {why !== null && <p className="text-sm">{w.why[why]}</p>}
        {facts.length > 0 && (
          <p className="break-words text-muted text-sm">{facts.filter((fact) => fact !== '').join(' · ')}</p>
        )}
      </div>
    </li>
  );
}
