import type { OpsClient } from './ops-client.ts';
import { OpsRefused } from './ops-client.ts';

/** The demo's people besides `admin`. The technician and the editor are limited to villages. */
export const people = (villages: readonly string[]) =>
  [
    { name: 'operator', role: 'operator', villages: null },
    { name: 'editor', role: 'editor', villages: villages.slice(0, 6) },
    { name: 'teknisi', role: 'technician', villages: villages.slice(0, 4) },
    { name: 'viewer', role: 'viewer', villages: null },
  ] as const;

/** Makes the first admin by the one-time link, or signs her in; then the others, where they are missing. */
export async function makePeople(
  ops: OpsClient,
  setUpPath: string | null,
  password: string,
  villages: readonly string[],
): Promise<void> {
  if (setUpPath) await ops.send('POST', `/api${setUpPath}`, { name: 'admin', password });
  else await ops.send('POST', '/api/session', { name: 'admin', password });
  const there = new Set((await ops.get<{ name: string }[]>('/api/staff')).map((person) => person.name));
  for (const person of people(villages)) {
    if (!there.has(person.name)) await ops.send('POST', '/api/staff', { ...person, password });
  }
}

/** The earlier demo was made with another password. */
export const isOtherPassword = (error: unknown) => error instanceof OpsRefused && error.status === 401;
