import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { monthOf, monthsUpTo } from '../reports/months.ts';
import { beyondEdge, expectAccessible } from './accessible.ts';
import { type House, type Width, widths } from './house.ts';

const PERCENT = /\d{1,3},\d\d%/;

/** *Laporan*: from the big figure down to a day, its papers, and the month that is closed for good. */
export function reportJourneys(house: () => House): void {
  test.each(widths)(
    'the month is read, opened by village and day, and saved as papers, at %i px',
    async (width) => {
      const { demo } = house();
      const { village } = demo.routers[3]!;
      const page = await house().visitAs('operator', width, {
        colorScheme: width === 360 ? 'dark' : 'light',
      });
      await page.goto('/laporan');
      for (const title of ['Dirasakan warga', 'Kewajiban penyedia']) {
        const card = page.locator('section', {
          has: page.getByRole('heading', { name: title, exact: true }),
        });
        await card.getByText(PERCENT).first().waitFor();
        await card.getByText(/teramati/i).waitFor();
      }
      await page.getByText('Dapat ditutup mulai').waitFor();
      expect(await page.getByRole('button', { name: 'Tutup bulan' }).count()).toBe(0);
      await page.getByText('Belum ada saksi di luar kantor').waitFor();
      expect(await page.getByRole('link', { name: 'Isi kontrak' }).getAttribute('href')).toBe(
        '/pengaturan/ketersediaan/kontrak',
      );
      await expectAccessible(page, `report ${width}`);
      await page.setViewportSize({ width: width === 360 ? 320 : 1024, height: 740 });
      expect(await beyondEdge(page)).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width, height: 740 });

      await page.getByRole('link', { name: village.name, exact: true }).click();
      await page.waitForURL((url) => url.searchParams.get('desa') === village.code);
      await page.getByRole('heading', { name: village.name }).waitFor();
      await page.getByRole('heading', { name: 'Angka desa ini' }).waitFor();
      await expectAccessible(page, `village of the report ${width}`);
      await openDay(page, width, village.name);
      await page.goBack();
      await page.getByRole('link', { name: 'Semua desa' }).click();

      const pdf = await save(page, 'Laporan PDF');
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(pdf.length).toBeGreaterThan(20_000);
      const sheet = await save(page, 'Lembar kerja (XLSX)');
      expect([sheet.subarray(0, 2).toString(), sheet.length > 3_000]).toEqual(['PK', true]);
      await expectAccessible(page, `papers ${width}`);
      await page.context().close();
    },
    90_000,
  );

  test.each(widths)(
    'a month that is over is closed once, with its digest, at %i px',
    async (width) => {
      const month = monthsUpTo(monthOf(Date.now()), 3)[width === 360 ? 1 : 2]!;
      await servedSince(house(), `${monthsUpTo(monthOf(Date.now()), 4)[3]}-15T00:00:00.000Z`);
      const viewer = await house().visitAs('viewer', width, { colorScheme: 'light' });
      await viewer.goto(`/laporan?bulan=${month}`);
      await viewer.getByText('Belum pernah ditutup.').waitFor();
      expect(await viewer.getByRole('button', { name: 'Tutup bulan' }).count()).toBe(0);

      const page = await house().visitAs('operator', width, {
        colorScheme: width === 360 ? 'light' : 'dark',
      });
      await page.goto(`/laporan?bulan=${month}`);
      // Nobody looked then: no figure is made up for it.
      await page.getByText('Tidak ada waktu layanan yang teramati.').first().waitFor();
      const digest = await page
        .locator('main .font-mono')
        .filter({ hasText: /^[0-9a-f]{64}$/ })
        .first()
        .textContent();
      await page.getByRole('button', { name: 'Tutup bulan' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Nomor surat').fill('');
      await dialog.getByRole('button', { name: 'Tutup bulan' }).click();
      await dialog.getByText('Isi nomor surat.').waitFor();
      await expectAccessible(page, `closing ${width}`);
      await dialog.getByLabel('Nomor surat').fill(`00${width}/Diskominfo/2026`);
      await dialog.getByRole('button', { name: 'Tutup bulan' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText(`Terbitan 1, nomor 00${width}/Diskominfo/2026`).waitFor();
      expect(await page.getByRole('button', { name: 'Tutup bulan' }).count()).toBe(0);
      await page.getByRole('button', { name: 'Tampilkan terbitan 1' }).click();
      await page.getByText('Ini terbitan 1, seperti saat ditutup.').waitFor();
      await page.getByText(digest!, { exact: true }).first().waitFor();
      await expectAccessible(page, `closed month ${width}`);
      for (const one of [viewer, page]) await one.context().close();
    },
    60_000,
  );
}

/** By a finger the newest day, by keyboard any of them; then down to its spans. */
async function openDay(page: Page, width: Width, village: string): Promise<void> {
  if (width === 360) {
    const strip = page.getByRole('link', { name: `Hari demi hari di ${village}` });
    expect((await strip.boundingBox())!.height).toBeGreaterThanOrEqual(24);
    await strip.click();
  } else {
    const days = page.getByRole('navigation', { name: `Hari demi hari di ${village}` }).getByRole('link');
    for (const box of await Promise.all((await days.all()).map((day) => day.boundingBox())))
      expect(Math.min(box!.width, box!.height)).toBeGreaterThanOrEqual(24);
    await days.last().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
  }
  await page.getByRole('heading', { name: `${village}, ` }).waitFor();
}

/** Asks for a paper, sees it being made, and saves it. */
async function save(page: Page, paper: string): Promise<Buffer> {
  await page.getByRole('button', { name: paper, exact: true }).click();
  await page.getByRole('progressbar', { name: paper }).waitFor();
  const ready = page.getByRole('link', { name: `Simpan berkas: ${paper}` });
  await ready.waitFor({ timeout: 30_000 });
  const [download] = await Promise.all([page.waitForEvent('download'), ready.click()]);
  return readFileSync(await download.path());
}

/** A router that no other journey asks of served since then. */
async function servedSince(house: House, inServiceSince: string): Promise<void> {
  const admin = await house.visitAs('admin', 1440);
  const changed = await admin.request.patch(`/api/routers/${house.demo.routers[11]!.id}`, {
    data: { inServiceSince },
    headers: { origin: house.origin },
  });
  expect(changed.status()).toBe(200);
  await admin.context().close();
}
