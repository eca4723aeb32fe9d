import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'controller/**/*.test.ts',
      'agents/**/*.test.ts',
      'prisma/**/*.test.ts',
      'docs/**/*.test.ts',
      'deploy/**/*.test.ts',
      'dashboard/**/*.test.{ts,tsx}',
    ],
    globalSetup: ['controller/platform/testing-server.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    benchmark: { include: ['**/*.bench.ts'], exclude: ['node_modules/**'] },
  },
});
