/** Percent of the map's width and height that stay free on each side: names stand beside the points. */
const EDGE = 9;
/** Of the map, width by height. */
const ASPECT = 1.6;

/** A box of a finger's width on a phone, percent of width and height: none stands upon another. */
const BOX = { x: 8, y: 13 };
/** Rounds of setting apart: neighbours of neighbours need some. */
const ROUNDS = 80;

interface Located {
  readonly code: string;
  readonly kecamatanCode: string;
  readonly lat: number;
  readonly lon: number;
}
export interface Point {
  /** Percent from the left and from the top. */
  readonly x: number;
  readonly y: number;
}

/** Where villages stand on a map of this shape, north up, and the middle of each kecamatan's villages. */
export function placesOf<V extends Located>(
  villages: readonly V[],
): { places: (V & Point)[]; kecamatan: (Point & { code: string })[] } {
  const lons = villages.map(({ lon }) => lon);
  const lats = villages.map(({ lat }) => lat);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  // One scale for both: near the equator a degree is as long either way.
  const span = Math.max(east - west, (north - south) * ASPECT, 0.001);
  const scale = (100 - 2 * EDGE) / span;
  const places = apart(
    villages.map((village) => ({
      ...village,
      x: 50 + (village.lon - (west + east) / 2) * scale,
      y: 50 - (village.lat - (north + south) / 2) * scale * ASPECT,
    })),
  );
  const mean = (points: readonly Point[], of: keyof Point) =>
    points.reduce((sum, point) => sum + point[of], 0) / points.length;
  return {
    places,
    kecamatan: [...Map.groupBy(places, ({ kecamatanCode }) => kecamatanCode)].map(([code, own]) => ({
      code,
      x: mean(own, 'x'),
      y: mean(own, 'y'),
    })),
  };
}

/** Those that would stand upon each other, each pushed aside by half of what is missing, the shorter way. */
function apart<P extends Point>(points: readonly P[]): P[] {
  const moved = points.map(({ x, y }) => ({ x, y }));
  const within = (percent: number) => Math.min(100 - EDGE, Math.max(EDGE, percent));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, a] of moved.entries()) {
      for (const b of moved.slice(index + 1)) {
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const missing = { x: BOX.x - Math.abs(dx), y: BOX.y - Math.abs(dy) };
        if (missing.x <= 0 || missing.y <= 0) continue;
        const axis = missing.x / BOX.x <= missing.y / BOX.y ? 'x' : 'y';
        const push = (missing[axis] / 2) * ((axis === 'x' ? dx : dy) < 0 ? -1 : 1);
        a[axis] = within(a[axis] - push);
        b[axis] = within(b[axis] + push);
      }
    }
  }
  return points.map((point, index) => ({ ...point, ...moved[index] }));
}
