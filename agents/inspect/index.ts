export { type InspectionDraft, Inspector } from './inspector.ts';
