export { Commander, type CommanderOptions, type Journal } from './commander.ts';
