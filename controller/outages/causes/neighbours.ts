/** Another router that shares a feeder or an uplink, as it was when ours fell silent. Times in ms. */
export interface Neighbour {
  readonly routerId: number;
  readonly sharesFeeder: boolean;
  readonly sharesUplink: boolean;
  /** Feeder of its own, where it is known. */
  readonly feeder: string | null;
  /** Its outage that began with ours; null when it was seen up through our start. */
  readonly fell: {
    readonly firstFailedAt: number;
    readonly endedAt: number | null;
    /** Its uptime went on over its silence; null when that is not known. */
    readonly ranOn: boolean | null;
  } | null;
}

/** Outages that begin within this of each other began together: three looks at the usual interval, ms. */
export const TOGETHER_MS = 120_000;

/** Away for this long after its neighbours are back, ms: somebody must look at the equipment. */
export const SITE_MS = 3 * 3_600_000;

export interface Fates {
  /** Routers of the feeder that fell with ours, none of which kept running. */
  readonly feederFell: number;
  /** Routers of the feeder that were seen up through our start. */
  readonly feederStayed: number;
  /** Those that fell were all back, or none fell, at this time; null when some are away or nobody is known. */
  readonly feederBackAt: number | null;
  /** Routers of the uplink that fell with ours, where something tells that it was the uplink. */
  readonly uplinkFell: number;
}

/** What neighbours say. A feeder and an uplink that the same routers share tell nothing apart. */
export function fatesOf(neighbours: readonly Neighbour[], firstFailedAt: number): Fates {
  const onFeeder = neighbours.filter(({ sharesFeeder }) => sharesFeeder);
  const onUplink = neighbours.filter(({ sharesUplink }) => sharesUplink);
  const fell = onFeeder.filter((one) => one.fell !== null);
  const ranOn = fell.some((one) => one.fell?.ranOn === true);
  const apart = fell.some((one) => !one.sharesUplink);
  const uplinkFell = onUplink.filter((one) => one.fell !== null);
  const proven = uplinkFell.some((one) => one.fell?.ranOn === true);
  const feeders = new Set(
    uplinkFell.filter((one) => !one.sharesFeeder).map((one) => one.feeder ?? `of ${one.routerId}`),
  );
  const ends = fell.map((one) => one.fell?.endedAt ?? null);
  const back = ends.some((end) => end === null)
    ? null
    : Math.max(firstFailedAt, ...ends.filter((end) => end !== null));
  return {
    feederFell: ranOn || !apart ? 0 : fell.length,
    feederStayed: onFeeder.length - fell.length,
    feederBackAt: onFeeder.length === 0 ? null : back,
    // Several feeders at once: no feeder explains it.
    uplinkFell: proven || feeders.size >= 2 ? uplinkFell.length : 0,
  };
}
