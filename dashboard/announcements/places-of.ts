/** Percent of the map's width and height that stay free on each side: names stand beside the points. */
const EDGE = 9;
/** Of the map, width by height. */
const ASPECT = 1.6;

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
  const places = villages.map((village) => ({
    ...village,
    x: 50 + (village.lon - (west + east) / 2) * scale,
    y: 50 - (village.lat - (north + south) / 2) * scale * ASPECT,
  }));
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
