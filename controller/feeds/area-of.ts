import type { Place } from './parsed.ts';

/** Degrees of latitude in a kilometre. */
const KM_PER_DEGREE = 111.195;
/** Corners of one polygon that are read. */
const CORNERS = 2_000;

/** CAP's polygon: `lat,lon lat,lon …`, closed. Null: not a polygon. */
export function cornersOf(text: string): [lat: number, lon: number][] | null {
  const corners: [number, number][] = [];
  for (const pair of text.trim().split(/\s+/).slice(0, CORNERS)) {
    const [lat, lon] = pair.split(',').map(Number);
    if (lat === undefined || lon === undefined || !(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) return null;
    corners.push([lat, lon]);
  }
  return corners.length >= 4 ? corners : null;
}

/** Even-odd rule; areas of a regency lie far from the date line. */
export function isInPolygon(
  corners: readonly (readonly [number, number])[],
  { lat, lng }: Pick<Place, 'lat' | 'lng'>,
): boolean {
  let isIn = false;
  corners.forEach(([aLat, aLng], index) => {
    const [bLat, bLng] = corners[(index + 1) % corners.length] ?? [aLat, aLng];
    if (aLat > lat !== bLat > lat && lng < ((bLng - aLng) * (lat - aLat)) / (bLat - aLat) + aLng)
      isIn = !isIn;
  });
  return isIn;
}

/** CAP's circle: `lat,lon radius` in km. */
export function isInCircle(text: string, { lat, lng }: Pick<Place, 'lat' | 'lng'>): boolean {
  const found = /^\s*(-?[\d.]+),(-?[\d.]+)\s+([\d.]+)\s*$/.exec(text);
  if (!found) return false;
  const [cLat, cLng, radius] = found.slice(1).map(Number) as [number, number, number];
  const north = (lat - cLat) * KM_PER_DEGREE;
  const east = (lng - cLng) * KM_PER_DEGREE * Math.cos((cLat * Math.PI) / 180);
  return Math.hypot(north, east) <= radius;
}

export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\b(desa|kelurahan|kel|kecamatan|kec)\b\.?/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The kecamatan that a text names, the longest name first: "Indralaya Utara" is not "Indralaya". */
export function kecamatanIn(text: string, places: readonly Place[]): Set<string> {
  let left = ` ${plainName(text)} `;
  const names = [...new Set(places.map(({ kecamatan }) => kecamatan))].sort((a, b) => b.length - a.length);
  return new Set(
    names.filter((name) => {
      const plain = plainName(name);
      if (plain === '' || !left.includes(` ${plain} `)) return false;
      left = left.replaceAll(` ${plain} `, ' | ');
      return true;
    }),
  );
}
