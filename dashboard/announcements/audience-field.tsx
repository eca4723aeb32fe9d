import type { ServedVillage } from '../live/served-villages.ts';
import { useTexts } from '../ui/text.tsx';
import type { Form } from './form.ts';
import { VillageMap } from './village-map.tsx';

export interface AudienceFieldProps {
  readonly reach: Form['reach'];
  readonly codes: readonly string[];
  readonly villages: readonly ServedVillage[];
  readonly limited: boolean;
  readonly fault: string | undefined;
  readonly onChange: (reach: Form['reach'], codes: readonly string[]) => void;
}

/** Everybody, some kecamatan, or some villages. */
export function AudienceField({ reach, codes, villages, limited, fault, onChange }: AudienceFieldProps) {
  const { t } = useTexts();
  const kecamatan = [...new Map(villages.map((village) => [village.kecamatanCode, village.kecamatan]))];
  const choices =
    reach === 'kecamatan'
      ? kecamatan
      : villages.map((village): [string, string] => [village.code, village.name]);
  const reaches: [Form['reach'], string][] = limited
    ? [['villages', t.announcements.audienceVillages]]
    : [
        ['all', t.announcements.audienceAll],
        ['kecamatan', t.announcements.audienceKecamatan],
        ['villages', t.announcements.audienceVillages],
      ];
  return (
    <fieldset>
      <legend className="mb-1 font-semibold text-sm">{t.announcements.audienceLabel}</legend>
      <div className="flex flex-wrap gap-x-5">
        {reaches.map(([one, word]) => (
          <label key={one} className="inline-flex min-h-11 items-center gap-2">
            <input
              type="radio"
              name="reach"
              className="size-5 accent-accent"
              checked={reach === one}
              onChange={() => onChange(one, [])}
            />
            {word}
          </label>
        ))}
      </div>
      {reach === 'villages' && (
        <VillageMap
          villages={villages}
          codes={codes}
          onToggle={(code) =>
            onChange(reach, codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code])
          }
        />
      )}
      {reach !== 'all' && (
        <div className="grid grid-cols-2 gap-x-4 rounded-control border border-line px-3 py-1 sm:grid-cols-3">
          {choices.map(([code, name]) => (
            <label key={code} className="inline-flex min-h-11 items-center gap-2">
              <input
                type="checkbox"
                className="size-5 shrink-0 accent-accent"
                checked={codes.includes(code)}
                onChange={({ target }) =>
                  onChange(reach, target.checked ? [...codes, code] : codes.filter((one) => one !== code))
                }
              />
              {name}
            </label>
          ))}
        </div>
      )}
      {fault !== undefined && <p className="mt-1 text-down-text text-sm">{fault}</p>}
    </fieldset>
  );
}
