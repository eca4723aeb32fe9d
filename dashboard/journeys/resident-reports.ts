import { expect, test } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { type House, widths } from './house.ts';

/** *Laporan warga* and *Permintaan aparat*. */
export function residentReportJourneys(house: () => House): void {
  test.each(widths)(
    'reports of residents are read, and what the law asks is entered, at %i px',
    async (width) => {
      const page = await house().visitAs('admin', width, { colorScheme: width === 360 ? 'dark' : 'light' });
      await page.goto('/laporan-warga');
      await page.getByText('Lambat sejak sore').waitFor();
      await page.getByText('Teknisi berangkat pukul 14.10').waitFor();
      await expectAccessible(page, `reports ${width}`);
      await page.getByLabel('Jenis').selectOption('dead');
      await page.getByText('Lambat sejak sore').waitFor({ state: 'detached' });
      await page.getByLabel('Jenis').selectOption('other');
      await page.getByText('Tidak ada laporan').waitFor();

      await page.goto('/pengaturan/aparat');
      await page.getByRole('button', { name: 'Masukkan surat' }).click();
      await page.getByRole('button', { name: 'Kirim untuk diputuskan' }).click();
      await page.getByText('Lengkapi semua isian').waitFor();
      await expectAccessible(page, `authorities ${width}`);
      await page.context().close();
    },
    60_000,
  );

  test('one answer reaches all of a group; what is closed leaves the list', async () => {
    const page = await house().visitAs('operator', 360);
    await page.goto('/laporan-warga');
    const group = page.locator('section', { hasText: 'Lambat sejak sore' });
    await group.getByRole('button', { name: 'Jawab 2 laporan' }).click();
    await group.getByText('Tulis sedikitnya tiga huruf.').waitFor();
    await group.getByRole('button', { name: 'Penyedia sudah kami hubungi' }).first().click();
    await group.getByRole('button', { name: 'Jawab 2 laporan' }).click();
    await group.getByText('Dijawab operator').nth(1).waitFor();
    await group.getByLabel('Kata untuk warga').fill('Sudah lancar lagi');
    await group.getByRole('button', { name: 'Tutup 2 laporan' }).click();
    await page.getByText('Lambat sejak sore').waitFor({ state: 'detached' });
    await page.getByLabel('Keadaan').selectOption('closed');
    await page.getByText('Sudah lancar lagi').first().waitFor();
    expect(await page.getByRole('button', { name: /Jawab/ }).count()).toBe(0);
    await page.context().close();
  }, 60_000);
}
