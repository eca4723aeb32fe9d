import type { Messages } from '../text/catalogue.ts';
import { useTexts } from './text.tsx';

export type State = keyof Messages['status']['state'];

/** The shape that goes with a state, so that colour never says it alone. */
export function StateMark({ state, size = 18 }: { state: State; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 18 18"
      aria-hidden="true"
      className="shrink-0"
      data-state={state}
    >
      {SHAPES[state]}
    </svg>
  );
}

const SHAPES: Record<State, React.ReactNode> = {
  up: <circle cx="9" cy="9" r="7" fill="var(--up-fill)" />,
  degraded: (
    <>
      <path d="M9 1.5 17 16H1z" fill="var(--degraded-fill)" strokeLinejoin="round" />
      <path d="M9 6.500v4.5" stroke="var(--bg)" strokeWidth="1.8" strokeLinecap="round" />
      <circle cx="9" cy="13.2" r="1.1" fill="var(--bg)" />
    </>
  ),
  down: (
    <>
      <rect x="1.5" y="1.5" width="15" height="15" rx="2.5" fill="var(--down-fill)" />
      <path d="m5.8 5.8 6.4 6.400m0-6.4-6.4 6.4" stroke="#fff" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
  unknown: (
    <>
      <circle
        cx="9"
        cy="9"
        r="7"
        fill="none"
        stroke="var(--unknown-fill)"
        strokeWidth="1.8"
        strokeDasharray="3 2.2"
      />
      <path
        d="M7 7.300a2 2 0 1 1 2.9 1.800c-.6.3-.9.7-.9 1.3"
        fill="none"
        stroke="var(--unknown-text)"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
      <circle cx="9" cy="12.6" r=".9" fill="var(--unknown-text)" />
    </>
  ),
};

const WORDS: Record<State, string> = {
  up: 'text-up-text bg-up-tint',
  degraded: 'text-degraded-text bg-degraded-tint',
  down: 'text-down-text bg-down-tint',
  unknown: 'text-unknown-text bg-unknown-tint',
};

/** Shape and word. */
export function StateWord({ state }: { state: State }) {
  const { t } = useTexts();
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full py-0.5 pr-2.5 pl-1.5 text-sm font-semibold whitespace-nowrap ${WORDS[state]}`}
    >
      <StateMark state={state} size={15} />
      {t.status.state[state]}
    </span>
  );
}
