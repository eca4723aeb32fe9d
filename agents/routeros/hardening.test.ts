import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

test('node-routeros is exactly the version whose methods are replaced', () => {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('node-routeros');
  const manifest = JSON.parse(readFileSync(new URL('../package.json', `file://${entry}`), 'utf8'));
  expect(manifest.version).toBe('1.6.9');
});
