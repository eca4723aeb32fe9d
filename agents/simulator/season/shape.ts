/** What a season is made of; rates are per 30 days. */
export interface SeasonShape {
  readonly routers: number;
  readonly days: number;
  readonly lookMs: number;
  /** Cuts of each feeder, of a site's own power. */
  readonly feederCuts: number;
  readonly sitePower: number;
  /** Cuts of each tower, each provider, a site's own uplink; and short ones. */
  readonly towerCuts: number;
  readonly providerCuts: number;
  readonly siteUplink: number;
  readonly flaps: number;
  readonly crashes: number;
  readonly loops: number;
  readonly thefts: number;
  readonly reboots: number;
  readonly unpaid: number;
  readonly agentSilences: number;
  /** Share of uplink cuts of more than ten minutes in which somebody pulls the plug. */
  readonly pulledPlug: number;
  /** Shares of routers whose script keeps watch, whose feeder and tower are known. */
  readonly witnesses: number;
  readonly known: number;
  /** Share of outages of more than ten minutes in which the contact is asked; and answers as it is. */
  readonly asked: number;
  readonly honest: number;
}

export const usualShape: SeasonShape = {
  routers: 24,
  days: 30,
  lookMs: 60_000,
  feederCuts: 5,
  sitePower: 1.5,
  towerCuts: 4,
  providerCuts: 1,
  siteUplink: 3,
  flaps: 3,
  crashes: 0.5,
  loops: 0.15,
  thefts: 0.15,
  reboots: 1,
  unpaid: 0.15,
  agentSilences: 2,
  pulledPlug: 0.4,
  witnesses: 0.85,
  known: 0.85,
  asked: 0.3,
  honest: 0.93,
};
