import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { beyondEdge, expectAccessible } from './accessible.ts';
import { type House, widths } from './house.ts';

/** *Pemakaian*: spans and areas, villages beside each other, the busiest hours, and the figures to take away. */
export function usageJourneys(house: () => House): void {
  test.each(widths)(
    'usage by day and month, of the regency and of a kecamatan, at %i px',
    async (width) => {
      const { routers } = house().demo;
      const { village } = routers[2]!;
      const page = await house().visitAs('viewer', width, {
        colorScheme: width === 360 ? 'light' : 'dark',
      });
      await page.goto('/pemakaian');
      await page.getByRole('heading', { name: 'Unduh per hari' }).waitFor({ timeout: 30_000 });
      const villages = page.getByRole('table', { name: 'Desa' });
      // Twelve villages beside each other, the most used first.
      const served = new Set(routers.map((router) => router.village.code)).size;
      await villages.waitFor();
      expect(await villages.locator('tbody tr').count()).toBe(served);
      await page.getByText(/^Jam tersibuk \S+ pukul \d\d\.00: .* warga$/).waitFor();
      await page.getByText('Lihat angkanya').last().click();
      await page.getByRole('table', { name: 'Jam tersibuk' }).waitFor();
      await expectAccessible(page, `usage ${width}`);
      await page.setViewportSize({ width: width === 360 ? 320 : 1024, height: 740 });
      expect(await beyondEdge(page)).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width, height: 740 });

      await page.getByLabel('Rentang').selectOption('year');
      await page.waitForURL((url) => url.searchParams.get('rentang') === 'year');
      await page.getByRole('heading', { name: 'Unduh per bulan' }).waitFor();
      await page.getByText('Lihat angkanya').first().click();
      const months = page.getByRole('table', { name: 'Unduh per bulan' });
      await months.waitFor();
      expect(await months.locator('tbody tr').count()).toBe(12);
      await page.getByText('Per jam hanya untuk rentang sampai 60 hari.').waitFor();

      await page.getByLabel('Rentang').selectOption('week');
      await page.getByLabel('Wilayah').selectOption(`kecamatan:${village.code.slice(0, 8)}`);
      await page.waitForURL((url) => url.searchParams.get('wilayah')?.startsWith('kecamatan:') === true);
      const alone = routers.every(
        (router) =>
          router.village.code === village.code || !router.village.code.startsWith(village.code.slice(0, 8)),
      );
      await villages.waitFor({ state: alone ? 'detached' : 'visible' });
      await expectAccessible(page, `usage of a kecamatan ${width}`);

      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Per jam (CSV)' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(
        /^pemakaian-kecamatan-[\d.]{8}-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d-hour\.csv$/,
      );
      const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
      expect(lines[0]).toMatch(/^mulai_wib,kode_desa,desa,.*unduh_byte/);
      expect(lines[1]?.split(',')[1]).toMatch(village.code.slice(0, 8));
      await page.context().close();
    },
    60_000,
  );
}
