/** Hours ahead of UTC of Indonesia's zones; other abbreviations are left to the platform. */
const ZONES: Readonly<Record<string, string>> = { wib: '+07:00', wita: '+08:00', wit: '+09:00' };
const MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  januari: 1,
  feb: 2,
  februari: 2,
  mar: 3,
  maret: 3,
  apr: 4,
  april: 4,
  mei: 5,
  may: 5,
  jun: 6,
  juni: 6,
  jul: 7,
  juli: 7,
  agu: 8,
  agt: 8,
  agustus: 8,
  aug: 8,
  sep: 9,
  september: 9,
  okt: 10,
  oktober: 10,
  oct: 10,
  nov: 11,
  november: 11,
  nopember: 11,
  des: 12,
  desember: 12,
  dec: 12,
};
const OLDEST = Date.UTC(2000, 0, 1);
const NEWEST = Date.UTC(2100, 0, 1);

/**
 * A moment as feeds and tables of Indonesia write it: ISO 8601, RFC 822 (also with WIB), `YYYY-MM-DD hh:mm:ss`,
 * `25/11/2026`, `25 November 2026 14.30 WITA`. Without a zone it is WIB. Null: not understood, or not of this century.
 */
export function whenOf(text: string): Date | null {
  const said = text.trim().slice(0, 80);
  const at = localMoment(said) ?? Date.parse(withOffset(said));
  return Number.isFinite(at) && at >= OLDEST && at < NEWEST ? new Date(at) : null;
}

const withOffset = (text: string) =>
  text.replace(
    /\s*\b(WIB|WITA|WIT)\b/i,
    (_all, zone: string) => ` ${ZONES[zone.toLowerCase()]?.replace(':', '')}`,
  );

const TIME = String.raw`(?:[T\s,]+(?:pukul\s+)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?)?`;
const ZONE = String.raw`\s*(Z|[+-]\d{2}:?\d{2}|WIB|WITA|WIT|UTC|GMT)?`;
const YEAR_FIRST = new RegExp(`^(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})${TIME}${ZONE}$`, 'i');
const DAY_FIRST = new RegExp(`^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})${TIME}${ZONE}$`, 'i');
const NAMED = new RegExp(`^(?:[a-z']+,?\\s+)?(\\d{1,2})[\\s-]+([a-z]+)[\\s-]+(\\d{4})${TIME}${ZONE}$`, 'i');

function localMoment(text: string): number | null {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return moment(yearFirst[1], yearFirst[2], yearFirst[3], yearFirst);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return moment(dayFirst[3], dayFirst[2], dayFirst[1], dayFirst);
  const named = NAMED.exec(text);
  const month = named?.[2] && MONTHS[named[2].toLowerCase()];
  return named && month ? moment(named[3], String(month), named[1], named) : null;
}

function moment(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  found: RegExpExecArray,
): number | null {
  const [, , , , hour = '0', minute = '0', second = '0', zone = 'WIB'] = found;
  const parts = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [y, mo, d, h, mi, s] = parts;
  if (
    mo < 1 ||
    mo > 12 ||
    d < 1 ||
    d > new Date(Date.UTC(y, mo, 0)).getUTCDate() ||
    h > 23 ||
    mi > 59 ||
    s > 60
  )
    return Number.NaN;
  return Date.UTC(y, mo - 1, d, h, mi, s) - offsetMs(zone);
}

function offsetMs(zone: string): number {
  const offset = ZONES[zone.toLowerCase()] ?? zone;
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(offset);
  if (!found) return 0;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000;
}
