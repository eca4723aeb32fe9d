import { CATEGORY, type Row, Trap } from '../api/sentence.ts';
import { dateTimeText } from '../ros-format.ts';
import { WIB } from '../world/residents.ts';
import type { Call, Menus } from './menu.ts';

/** Contents up to 60 KB go through the API (manual, page Files; a field test saw the edge between 61 250 and 61 500 bytes). */
const MOST = 61_440;

function checked(call: Call, values: Record<string, string>, old: Row | undefined): Record<string, string> {
  const { state } = call.router;
  // v6 has no /file add; contents of a file that exists can be set
  if (!old && call.features.major < 7) throw new Trap(call.features.noSuchCommand, CATEGORY.missing);
  const contents = values.contents;
  if (contents !== undefined && contents.length > MOST)
    throw new Trap('failure: contents too long', CATEGORY.argument);
  const name = values.name;
  if (name !== undefined && name !== old?.name && state.table('/file').find(name))
    throw new Trap('failure: file with such name already exists', CATEGORY.general);
  if (name !== undefined && (name === '' || name.split('/').includes('..')))
    throw new Trap('failure: invalid file name', CATEGORY.argument);
  return { ...values, written: String(state.routerClock(call.now)) };
}

/** `.html file`, `.txt file`, as RouterOS names types. */
function typeOf(row: Row): string {
  if (row.type === 'disk' || row.type === 'directory') return row.type;
  const ending = /\.[^./]+$/.exec(row.name!)?.[0];
  return ending ? `${ending} file` : 'file';
}

export const FILES: Menus = {
  '/file': {
    fields: ['name', 'type', 'contents'],
    required: ['name'],
    writePolicy: ['write', 'ftp'],
    rows: ({ state }) =>
      state.table('/file').rows.map((row) => {
        const { iso, stamp } = {
          iso: state.features.isoDates,
          stamp: state.features.major < 7 ? 'creation-time' : 'last-modified',
        };
        const contents = row.contents ?? '';
        const type = typeOf(row);
        return {
          '.id': row['.id']!,
          name: row.name!,
          type,
          ...(type === 'disk' || type === 'directory' ? {} : { size: String(contents.length) }),
          [stamp]: dateTimeText(Number(row.written ?? state.timeline.boots[0]! + WIB), iso),
          ...(type === 'disk' || type === 'directory' || contents.length > MOST ? {} : { contents }),
        };
      }),
    check: checked,
  },
};
