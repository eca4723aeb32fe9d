export { outcomeOf } from './outcome-of.ts';
export { type LookDraft, Poller, type PollerOptions } from './poller.ts';
export { type Canary, type Endpoint, Proof, type Ways } from './proof.ts';
