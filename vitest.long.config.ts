import { defineConfig } from 'vitest/config';

/** Long histories, fuzz and kill loops: after the ordinary suite, at most 30 minutes. */
export default defineConfig({
  test: {
    include: ['controller/**/*.long.ts', 'agents/**/*.long.ts', 'dashboard/**/*.long.ts'],
    globalSetup: ['controller/platform/testing-server.ts'],
    testTimeout: 15 * 60_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
});
