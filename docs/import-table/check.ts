import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { faultsOf, type SourceFile } from './faults-of.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const listed = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.mjs'],
  { cwd: root, encoding: 'utf8' },
);
const files: SourceFile[] = listed
  .split('\n')
  .filter((name) => name !== '' && /^(controller|agents|dashboard|prisma|docs|deploy)\//.test(name))
  .map((name) => ({ name, text: readFileSync(path.join(root, name), 'utf8') }));
const faults = faultsOf(files);
for (const fault of faults) console.error(fault);
console.log(
  `imports of ${files.length} files: ${faults.length === 0 ? 'as the table says, no circle' : `${faults.length} faults`}`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
