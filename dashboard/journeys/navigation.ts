import { expect, test } from 'vitest';
import { expectAccessible } from './accessible.ts';
import type { House } from './house.ts';

/** The ways between pages: a rail beside, or a bar below with a sheet for what does not fit. */
export function navigationJourneys(house: () => House): void {
  test('every page is reached from a phone’s bar, by keyboard too, and the present one is marked', async () => {
    const page = await house().visitAs('operator', 360);
    await page.goto('/');
    const bar = page.getByRole('navigation', { name: 'Menu utama' });
    const more = bar.getByRole('button', { name: 'Lainnya' });
    await more.waitFor();
    expect(await bar.getByRole('link').count()).toBe(4);
    for (const one of [...(await bar.getByRole('link').all()), more]) {
      const box = (await one.boundingBox())!;
      expect(box.x >= 0 && box.x + box.width <= 360, (await one.textContent()) ?? '').toBe(true);
    }
    await more.focus();
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('navigation', { name: 'Lainnya' });
    await sheet.waitFor();
    await expectAccessible(page, 'sheet of pages');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    expect(await more.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    const focused = page.locator(':focus');
    for (let tabs = 0; tabs < 12 && (await focused.textContent()) !== 'Laporan'; tabs += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Laporan', level: 1 }).waitFor();
    await sheet.waitFor({ state: 'hidden' });
    expect(await more.getAttribute('aria-current')).toBe('true');
    await more.click();
    expect(await sheet.locator('[aria-current="page"]').textContent()).toBe('Laporan');
    await sheet.getByRole('link', { name: 'Pengaturan' }).click();
    await page.getByRole('heading', { name: 'Pengaturan', level: 1 }).waitFor();
    await page.context().close();
  }, 60_000);

  test('a low wide screen scrolls the rail down to its last page', async () => {
    const page = await house().visitAs('admin', 1440, { viewport: { width: 1440, height: 320 } });
    await page.goto('/pengumuman');
    const rail = page.getByRole('navigation', { name: 'Menu utama' });
    await rail.waitFor();
    expect(await rail.locator('[aria-current="page"]').textContent()).toBe('Pengumuman');
    await rail.getByRole('link', { name: 'Pengaturan' }).click();
    await page.getByRole('heading', { name: 'Pengaturan', level: 1 }).waitFor();
    await page.context().close();
  }, 60_000);
}
