export { AssignmentKeeper } from './assignment-keeper.ts';
export { type ControllerAddress, ControllerClient, ControllerRefused } from './controller-client.ts';
export { ControllerClock } from './controller-clock.ts';
export type { Unnumbered } from './hole.ts';
export { Nudges } from './nudges.ts';
export { Outbox, type OutboxOptions } from './outbox.ts';
export { Sender } from './sender.ts';
