import path from 'node:path';
import { besidesInTests, type Row, table } from './table.ts';

export interface SourceFile {
  /** Path from the root, with slashes. */
  readonly name: string;
  readonly text: string;
}

interface Import {
  readonly of: string;
  readonly what: string;
  /** Erased when run: cannot close a circle. */
  readonly typeOnly: boolean;
}

const STATEMENT = /(?:^|\n)\s*(import|export)\s+(type\s)?([^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/g;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf({ name, text }: SourceFile): Import[] {
  const found: Import[] = [];
  for (const [, keyword, type, from, what] of text.matchAll(STATEMENT)) {
    if (keyword === 'export' && !from) continue;
    found.push({ of: name, what: what!, typeOnly: Boolean(type) });
  }
  for (const [, what] of text.matchAll(DYNAMIC)) found.push({ of: name, what: what!, typeOnly: true });
  return found;
}

/** Path from the root of what is imported; null for a library. */
function target({ of, what }: Import): string | null {
  if (what.startsWith('#contract/')) return `controller/contract/${what.slice('#contract/'.length)}`;
  if (!what.startsWith('.')) return null;
  return path.posix.normalize(path.posix.join(path.posix.dirname(of), what)).replace(/\?.*$/, '');
}

const inside = (file: string, folder: string) => file === folder || file.startsWith(`${folder}/`);
const isTest = (name: string) =>
  /\.(test|bench|journey)\.tsx?$/.test(name) ||
  /\/(journeys|testing)\//.test(name) ||
  /\/testing[^/]*\.ts$/.test(name);

/** The feature's own folder, which it may always import: `controller/x`, `dashboard/x`, or the folder of the row. */
function own(name: string, row: Row): string {
  const [top, second] = name.split('/');
  return row.folder.includes('/')
    ? row.folder
    : second?.includes('.')
      ? `${top}/${second}`
      : `${top}/${second}`;
}

/** One line for each forbidden import and each circle; empty when all is well. */
export function faultsOf(files: readonly SourceFile[]): string[] {
  const imports = files.flatMap(importsOf);
  return [...imports.flatMap(forbidden), ...circles(files, imports)];
}

function forbidden(one: Import): string[] {
  if (/\/journeys\//.test(one.of)) return []; // journeys start all of it
  const row = table.find(({ folder }) => inside(one.of, folder));
  if (!row) return [`${one.of}: no row of the import table speaks for it`];
  const to = target(one);
  if (to === null) {
    const library = one.what.startsWith('@')
      ? one.what.split('/').slice(0, 2).join('/')
      : one.what.split('/')[0]!;
    const free =
      library.startsWith('node:') ||
      row.libraries === null ||
      row.libraries.includes(library) ||
      isTest(one.of);
    return free ? [] : [`${one.of}: may not use ${library} (row ${row.folder})`];
  }
  const may = [own(one.of, row), ...row.may, ...(isTest(one.of) ? besidesInTests : [])];
  return may.some((folder) => inside(to, folder))
    ? []
    : [`${one.of}: may not import ${to} (row ${row.folder})`];
}

function circles(files: readonly SourceFile[], imports: readonly Import[]): string[] {
  const known = new Set(files.map((file) => file.name));
  const edges = new Map<string, string[]>();
  for (const one of imports) {
    const to = target(one);
    if (to && known.has(to) && !one.typeOnly) edges.set(one.of, [...(edges.get(one.of) ?? []), to]);
  }
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (name: string, trail: readonly string[]) => {
    const at = trail.indexOf(name);
    if (at >= 0) {
      found.push(`circle: ${[...trail.slice(at), name].join(' → ')}`);
      return;
    }
    if (done.has(name)) return;
    for (const next of edges.get(name) ?? []) walk(next, [...trail, name]);
    done.add(name);
  };
  for (const name of known) walk(name, []);
  return found;
}
