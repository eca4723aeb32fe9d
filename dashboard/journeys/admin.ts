import { expect, test } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { type House, PASSWORD } from './house.ts';

export function adminJourneys(house: () => House): void {
  test('makes an agent, whose token is shown once, and revokes it', async () => {
    const page = await house().visitAs('admin', 360);
    await page.goto('/pengaturan/agen');
    await page.getByLabel('Nama agen baru').fill('kantor camat');
    await page.getByRole('button', { name: 'Buat agen' }).click();
    const token = await page.locator('code').textContent();
    expect(token!.length).toBeGreaterThan(30);
    await expectAccessible(page, 'token');
    // Its clock is more than a day behind: what it sees is put right, and told.
    const sent = await page.request.post('/agent/v1/batches', {
      headers: { authorization: `Bearer ${token}` },
      data: {
        epoch: crypto.randomUUID(),
        sentAt: new Date(Date.now() - 26 * 3_600_000).toISOString(),
        assignment: null,
        canaries: 'none',
        proven: null,
        backlog: 0,
        entries: [],
      },
    });
    expect(sent.status()).toBe(200);
    await page.reload();
    await page.getByText('kantor camat').waitFor();
    await page.getByText(/jamnya 1 hr 2 j.* terlambat; waktu pemeriksaan dikoreksi/).waitFor();
    await expectAccessible(page, 'agents');
    expect(await page.locator('main').textContent()).not.toContain(token);
    await page.getByRole('button', { name: 'Cabut: kantor camat' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cabut' }).click();
    await page.getByText('kantor camat · dicabut').waitFor();
    await page.context().close();
  });

  test('adds a technician of one village, who then sees that one', async () => {
    const village = house().demo.routers[6]!.village.name;
    const page = await house().visitAs('admin', 1440);
    await page.goto('/pengaturan/orang');
    await page.getByRole('button', { name: 'Tambah orang' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nama').fill('Nama Salah');
    await dialog.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD);
    await dialog.getByLabel('Peran').selectOption('technician');
    await dialog.getByRole('button', { name: 'Tambah', exact: true }).click();
    await dialog.getByText('Hanya huruf kecil').waitFor();
    await dialog.getByText('Pilih paling sedikit satu.').waitFor();
    await expectAccessible(page, 'new person');
    await dialog.getByLabel('Nama').fill('rini');
    await dialog.getByLabel(village, { exact: true }).check();
    await dialog.getByRole('button', { name: 'Tambah', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('rini').waitFor();
    const hers = await house().visitAs('rini', 360);
    await hers.goto('/');
    await hers.locator('main [data-row]').first().waitFor();
    expect(await hers.locator('main [data-row]').allTextContents()).toEqual([village]);

    // Disabled, she is out at once, on the page that she has open.
    await page.getByRole('button', { name: 'Ubah: rini' }).click();
    await dialog.getByRole('button', { name: 'Nonaktifkan' }).click();
    await hers.getByRole('heading', { name: 'Masuk' }).waitFor();
    await hers.context().close();
    await page.context().close();
  });

  test('a link for the first admin that was used already says so', async () => {
    const page = await house().visit(360);
    await page.goto(`/setup/${'a'.repeat(43)}`);
    await page.getByText('Tautan ini sudah dipakai atau salah.').waitFor();
    await expectAccessible(page, 'set-up');
    await page.context().close();
  });
}
