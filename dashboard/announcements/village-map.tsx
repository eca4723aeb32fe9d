import { useQuery } from '@tanstack/react-query';
import { villagesQuery } from '../api/villages.ts';
import type { ServedVillage } from '../live/served-villages.ts';
import { useWords } from '../ui/text.tsx';
import { placesOf } from './places-of.ts';
import { words } from './words.ts';

/** Villages at their places, north up, those of a kecamatan joined by lines. No map of others is loaded. */
export function VillageMap({
  villages,
  codes,
  onToggle,
}: {
  villages: readonly ServedVillage[];
  codes: readonly string[];
  onToggle: (code: string) => void;
}) {
  const w = useWords(words);
  const known = useQuery(villagesQuery).data ?? [];
  const { places, kecamatan } = placesOf(
    villages.flatMap((village) => {
      const at = known.find(({ code }) => code === village.code);
      return at ? [{ ...village, lat: at.lat, lon: at.lng }] : [];
    }),
  );
  if (places.length < 2) return null;
  return (
    <fieldset className="mb-2">
      <legend className="sr-only">{w.map}</legend>
      <p className="mb-1 text-muted text-sm">{w.mapHint}</p>
      <div className="relative aspect-[16/10] w-full overflow-hidden rounded-control border border-line bg-surface">
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          aria-hidden="true"
          className="absolute inset-0 size-full"
        >
          {kecamatan.map(({ code, x, y }) => (
            <path
              key={code}
              d={places
                .filter((place) => place.kecamatanCode === code)
                .map((place) => `M${x} ${y}L${place.x} ${place.y}`)
                .join('')}
              className="stroke-line"
              strokeWidth={2}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        {places.map(({ code, name, kecamatan: of, x, y }) => (
          <label
            key={code}
            title={`${name}, ${of}`}
            className="absolute grid min-w-11 -translate-x-1/2 -translate-y-3 cursor-pointer justify-items-center"
            style={{ left: `${x}%`, top: `${y}%` }}
          >
            <input
              type="checkbox"
              className="size-6 accent-accent"
              checked={codes.includes(code)}
              onChange={() => onToggle(code)}
            />
            <span className="sr-only sm:not-sr-only sm:rounded sm:bg-surface/80 sm:text-xs">{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
