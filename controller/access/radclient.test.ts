import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { type AccessApp, accessApp, addTestRouter, type TestRouter, testSealer } from './testing.ts';

/** FreeRADIUS' own client: what it takes for an answer is one. */
const installed = spawnSync('radclient', ['-v']).status === 0;
const required = process.env.FOREIGN_CLIENTS === 'required';

interface Ran {
  readonly code: number | null;
  readonly output: string;
}

async function radclient(
  to: number,
  what: string,
  secret: string,
  lines: string[],
  flags: string[] = [],
): Promise<Ran> {
  // A secret may begin with a dash.
  const child = spawn('radclient', [
    '-x',
    '-r',
    '1',
    '-t',
    '1',
    ...flags,
    '--',
    `127.0.0.1:${to}`,
    what,
    secret,
  ]);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stdin.end(`${lines.join('\n')}\n`);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

if (!installed) {
  test('radclient', () => {
    console.log('SKIPPED: radclient is not installed');
    expect(required, 'FOREIGN_CLIENTS=required, and radclient is not installed').toBe(false);
  });
} else {
  describe('radclient', () => {
    let database: TestDatabase;
    let access: AccessApp;
    let router: TestRouter;
    const mac = '02:00:5E:10:20:30';

    beforeAll(async () => {
      database = await testDatabase();
      router = await addTestRouter(database.db, testSealer());
      access = await accessApp(database.db);
    });
    afterAll(async () => {
      await access?.[Symbol.asyncDispose]();
      await database?.[Symbol.asyncDispose]();
    });

    const who = () => [
      `User-Name = "${mac}"`,
      `Calling-Station-Id = "${mac}"`,
      `NAS-Identifier = "${router.nasIdentifier}"`,
      'Called-Station-Id = "hotspot1"',
    ];
    const signed = 'Message-Authenticator = 0x00';
    const secret = () => router.secret.toString();
    const auth = (lines: string[], given = secret()) =>
      radclient(access.authPort, 'auth', given, [...who(), ...lines]);

    test('PAP with a ticket: Access-Accept', async () => {
      const { password } = await access.app.access.mintTicket({
        routerId: router.id,
        mac,
        termsVersion: '1',
        form: randomBytes(8).toString('hex'),
      });
      const { code, output } = await auth([
        `User-Password = "${password}"`,
        'Acct-Session-Id = "r1"',
        signed,
      ]);
      expect(output).toContain('Received Access-Accept');
      expect(output).toContain('Mikrotik-Rate-Limit = "1000k/4000k"');
      expect(code).toBe(0);
    });

    test('CHAP cannot prove a ticket: Access-Reject', async () => {
      const { output } = await auth(['CHAP-Password = "secret"', signed]);
      expect(output).toMatch(/Received Access-Reject[\s\S]*Reply-Message = "SD-CHAP"/);
    });

    test('wrong secret, and unsigned: no answer', async () => {
      const [wrong, unsigned] = await Promise.all([
        auth(['User-Password = "x"', signed], 'another secret'),
        auth(['User-Password = "x"']),
      ]);
      expect(wrong.output).toContain('No reply');
      expect(unsigned.output).toContain('No reply');
    });

    test('Status-Server is answered on both ports', async () => {
      const name = `NAS-Identifier = "${router.nasIdentifier}"`;
      const [login, accounting] = await Promise.all([
        radclient(access.authPort, 'status', secret(), [name, signed]),
        radclient(access.acctPort, 'status', secret(), [name, signed]),
      ]);
      expect(login.output).toContain('Received Access-Accept');
      expect(accounting.output).toContain('Received Accounting-Response');
    });

    test('accounting twice is one session', async () => {
      const lines = [...who(), 'Acct-Status-Type = Start', 'Acct-Session-Id = "r2"'];
      for (let i = 0; i < 2; i += 1) {
        const { output } = await radclient(access.acctPort, 'acct', secret(), lines);
        expect(output).toContain('Received Accounting-Response');
      }
      expect(await database.db.hotspotSession.count({ where: { acctSessionId: 'r2' } })).toBe(1);
    });

    test('600 logins, 50 at a time: none is lost', async () => {
      const lines = [...who(), 'User-Password = "AAAAAAAAAAAAAAAAAAAAAA"', signed];
      const { output } = await radclient(access.authPort, 'auth', secret(), lines, [
        '-c',
        '600',
        '-p',
        '50',
        '-q',
        '-s',
        '-t',
        '5',
        '-r',
        '3',
      ]);
      expect(output).toMatch(/Accepted\s*:\s*0/);
      expect(output).toMatch(/Rejected\s*:\s*600/);
      expect(output).toMatch(/Lost\s*:\s*0/);
    }, 60_000);
  });
}
