#!/usr/bin/env node
// Answers in place of Prisma's native schema engine: the same command line, and JSON-RPC over standard input and output.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { loadWasm, openEngine } from './engine.ts';

const argv = process.argv.slice(2);
const option = (name) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined);
const log = (level, fields) =>
  process.stderr.write(
    `${JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' })}\n`,
  );
const source = JSON.parse(option('--datasource') ?? '{}');

/** Runs `use(client, name of the project's database)` on a connection to the server's own database. */
async function asAdmin(use) {
  const url = new URL(source.url);
  const name = decodeURIComponent(url.pathname.slice(1)) || 'postgres';
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  try {
    return await use(client, name);
  } finally {
    await client.end();
  }
}

const createDatabase = () =>
  asAdmin(async (client, name) => {
    await client.query(`create database ${client.escapeIdentifier(name)}`);
    return { databaseName: name };
  });
const dropDatabase = () =>
  asAdmin((client, name) =>
    client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`),
  );
async function canConnect() {
  const client = new pg.Client({ connectionString: source.url });
  await client.connect();
  await client.end();
}

const commands = {
  'can-connect-to-database': canConnect,
  'create-database': createDatabase,
  'drop-database': dropDatabase,
};
const prismaCodes = {
  '3D000': 'P1003',
  '28P01': 'P1000',
  '42P04': 'P1009',
  ECONNREFUSED: 'P1001',
  ENOENT: 'P1001',
};

async function runCommand() {
  log('INFO', { message: 'schema engine (WebAssembly)' }); // the command line drops the first line
  try {
    const name = Object.keys(commands).find((command) => argv.includes(command));
    if (!name) throw new Error(`unknown command: ${argv.join(' ')}`);
    await commands[name]();
  } catch (error) {
    log('ERROR', {
      is_panic: false,
      message: error.message || String(error.code),
      error_code: prismaCodes[error.code] ?? 'P1011',
    });
    process.exitCode = 1;
  }
}

function serve() {
  const datamodels = argv.flatMap((word, index) =>
    word === '--datamodels' ? [[argv[index + 1], readFileSync(path.resolve(argv[index + 1]), 'utf8')]] : [],
  );
  let engine;
  let printed = 1_000_000;
  let last = Promise.resolve();
  const open = () => {
    engine ??= openEngine({ ...source, datamodels: datamodels.length ? datamodels : undefined });
    return engine;
  };
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  // These two replay the migrations without the shadow database unless a diagnosis has left its result in the cache.
  const warmed = (method) => async (params) => {
    const on = await open();
    try {
      return await on[method](params);
    } catch (error) {
      if (!/external factory/.test(error.message)) throw error;
      await on.diagnoseMigrationHistory({
        migrationsList: params.migrationsList,
        filters: params.filters,
        optInToShadowDatabase: true,
      });
      return on[method](params);
    }
  };
  const own = {
    createDatabase,
    evaluateDataLoss: warmed('evaluateDataLoss'),
    createMigration: warmed('createMigration'),
    getDatabaseVersion: async (params) => (await open()).version(params),
    // The native engine prints the script through the command line.
    async diff(params) {
      const { stdout, exitCode } = await (await open()).diff(params);
      printed += 1;
      if (stdout != null)
        send({ id: printed, method: 'print', params: { content: stdout.replace(/\n$/, '') } });
      return { exitCode, stdout: null };
    },
  };
  const answer = async ({ id, method, params }) => {
    try {
      const result = own[method] ? await own[method](params) : await (await open())[method](params);
      send({ id, result: result ?? null });
    } catch (error) {
      send({
        id,
        error: {
          code: 4466,
          message: 'An error happened. Check the data field for details.',
          data: {
            is_panic: false,
            message: error.message ?? String(error),
            meta: null,
            ...(error.code ? { error_code: error.code } : {}),
          },
        },
      });
    }
  };
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      const request = JSON.parse(line);
      if (request.method) last = last.then(() => answer(request)); // else it is the answer to a print
    })
    .on('close', () => last.then(() => process.exit(0)));
}

if (argv.includes('--version')) console.log(`schema-engine-wasm ${(await loadWasm()).version()}`);
else if (argv.includes('cli')) await runCommand();
else serve();
