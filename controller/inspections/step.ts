import type { Step, StepKind, Why } from '#contract/inspection.ts';

export const well = (kind: StepKind, ...facts: string[]): Step => ({
  kind,
  result: 'well',
  why: null,
  facts,
});

export const wrong = (kind: StepKind, why: Why, ...facts: string[]): Step => ({
  kind,
  result: 'wrong',
  why,
  facts,
});

export const notKnown = (kind: StepKind, why: Why | null = null, ...facts: string[]): Step => ({
  kind,
  result: 'not-known',
  why,
  facts,
});

/** `10.77.0.1/32` and `10.77.0.1` are the same address. */
export const bare = (address: string): string => address.replace(/\/32$/, '');

export const namesIn = (list: string): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
