export { type Season, type SeasonRouter, seasonOf, type TrueCause, type TrueOutage } from './season.ts';
export { type SeasonShape, usualShape } from './shape.ts';
