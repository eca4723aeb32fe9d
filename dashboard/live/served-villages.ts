import { useMemo } from 'react';
import { useShallow } from 'zustand/shallow';
import { useRows } from './store.ts';

export interface ServedVillage {
  readonly code: string;
  readonly name: string;
  readonly kecamatan: string;
  readonly kecamatanCode: string;
}

/** Villages that have a router and that she may see, by name: those worth choosing from, of hundreds in a regency. */
export function useServedVillages(): readonly ServedVillage[] {
  const keys = useRows(
    useShallow(({ byId }) =>
      Object.values(byId).map(({ village }) => `${village.code}\n${village.name}\n${village.kecamatan}`),
    ),
  );
  return useMemo(
    () =>
      [...new Set(keys)]
        .map((key) => {
          const [code = '', name = '', kecamatan = ''] = key.split('\n');
          return { code, name, kecamatan, kecamatanCode: code.split('.').slice(0, 3).join('.') };
        })
        .toSorted((a, b) => a.name.localeCompare(b.name, 'id')),
    [keys],
  );
}
