import { expect, test } from 'vitest';
import { codeHash } from '../access/known-voucher.ts';
import { drawCode, printedCode } from '../access/voucher-code.ts';
import { fieldsOf, ownLogin, portalForTests, targetOf } from './testing.ts';

const site = portalForTests();

async function voucher(batch: { villages?: string[]; revokedAt?: Date } = {}): Promise<string> {
  const code = drawCode();
  const plan = await site.database.db.plan.findUniqueOrThrow({ where: { name: 'kantor-desa' } });
  await site.database.db.voucherBatch.create({
    data: {
      kind: 'voucher',
      planId: plan.id,
      devices: 1,
      note: 'uji',
      issuedAt: new Date(),
      issuedBy: 'admin',
      ...batch,
      vouchers: {
        create: { codeHash: codeHash(site.access.sealer, code), codeSealed: new Uint8Array(1) },
      },
    },
  });
  return code;
}

async function type(kode: string, changes: Record<string, string> = {}) {
  const url = `/p/${site.router.portalKey}/kode`;
  const page = await site.portal.inject({ url, query: { mac: site.mac, login: ownLogin } });
  return await site.portal.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ ...fieldsOf(page.body), kode, ...changes }).toString(),
  });
}

test('a code, typed in any way, opens its plan: by 303 to the phone’s own router', async () => {
  const code = await voucher();
  const answer = await type(` ${printedCode(code).toLowerCase()} `);
  expect(answer.statusCode).toBe(303);
  expect(targetOf(answer).href).toMatch(/^http:\/\/login\.sukamaju\.lan\/login\?username=/);
  const ticket = await site.database.db.ticket.findFirstOrThrow({
    where: { mac: site.mac },
    include: { plan: true },
  });
  expect([ticket.plan.name, ticket.voucherId !== null]).toEqual(['kantor-desa', true]);
});

test('a code that opens nothing says why, keeps what was typed, and makes no ticket', async () => {
  const cases: [code: string, says: string][] = [
    ['salah', 'Kode ini tidak dikenal'],
    ['', 'Kode ini tidak dikenal'],
    [await voucher({ villages: ['16.10.01.2001'] }), 'Kode ini untuk desa lain'],
    [await voucher({ revokedAt: new Date(0) }), 'Kode ini sudah dicabut'],
  ];
  for (const [code, says] of cases) {
    const { statusCode, body } = await type(code);
    expect([statusCode, body.includes(says)], says).toEqual([200, true]);
    expect(body).toContain(`value="${code}"`);
    expect(body).toContain('aria-describedby="salah cara"');
  }
  expect(await site.database.db.ticket.count({ where: { mac: site.mac } })).toBe(0);
});

test('after five misses the phone waits ten minutes, whatever it types', async () => {
  for (let i = 0; i < 5; i += 1) await type(`AAAA${i}`);
  const { statusCode, body } = await type(await voucher());
  expect([statusCode, body.includes('Tunggu 10 menit')]).toEqual([429, true]);
});

test('a code from a forged page is refused before it is looked at', async () => {
  const code = await voucher();
  expect((await type(code, { mac: '02:00:00:00:00:01' })).body).toContain('Isian tanda');
  expect((await type('x'.repeat(41))).statusCode).toBe(413);
  expect((await type('"><script>')).body).not.toContain('<script');
});
