import path from 'node:path';
import { defineConfig } from 'prisma/config';

// Prisma's schema engine is a native program fetched from a host that many networks do not reach. The same engine,
// compiled to WebAssembly, answers in its place. An empty PRISMA_SCHEMA_ENGINE_BINARY brings the native one back.
if (process.platform !== 'win32') {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(
    import.meta.dirname,
    'prisma',
    'engine',
    'schema-engine.mjs',
  );
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/sinyal_desa' },
});
