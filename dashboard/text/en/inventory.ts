import type { Same } from '../catalogue.ts';
import type { inventory as source } from '../id/inventory.ts';

export const inventory: Same<typeof source> = {
  routersTitle: 'Routers',
  routersNone: 'No routers yet. Import their list from CSV.',
  routerCount: ({ count }) => `${count} routers`,
  agentOf: ({ router }) => `Agent for ${router}`,
  hasAction: 'has command account',
  noAction: 'no command account',
  importTitle: 'Import routers from CSV',
  importText:
    'One line a router. Checked first; nothing is stored before you agree, and one faulty line holds back all.',
  importColumns: 'Columns needed',
  importOptional: 'Columns that may be empty',
  importFile: 'Choose a CSV file',
  importNoFile: 'No file chosen yet.',
  importCheck: 'Check first',
  importChecking: 'Checking…',
  importStore: 'Store',
  importClean: 'No faults. Nothing is stored yet.',
  importStored: 'Stored.',
  importFaults: ({ count }) => `${count} faults. Nothing was stored.`,
  importAdded: ({ count }) => `${count} new`,
  importChanged: ({ count }) => `${count} changed`,
  importUnchanged: ({ count }) => `${count} unchanged`,
  line: 'Line',
  column: 'Column',
  fault: 'Fault',
};
