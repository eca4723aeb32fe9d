import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { type House, type Width, widths } from './house.ts';

const REASON = 'Kata kades kabel dicabut untuk dicat';

/** A router that no other journey touches, for each width. */
const routerFor = (house: House, width: Width) => house.demo.routers[width === 360 ? 8 : 9]!;

/** *Gangguan*: from the list to why, from why to the samples, and back by another's word. */
export function outageJourneys(house: () => House): void {
  test.concurrent.each(widths)(
    'an outage is found, overruled with both causes kept, and opened down to its samples, at %i px',
    async (width) => {
      const { demo } = house();
      const { id, name, village } = routerFor(house(), width);
      const page = await house().visitAs('operator', width, {
        colorScheme: width === 360 ? 'dark' : 'light',
      });
      await demo.simulator.fault(name, 'power-cut', { seconds: 300 });
      await page.goto(`/gangguan?open=true&village=%22${village.code}%22`);
      const row = page.locator('article', { has: page.locator(`a[href="/titik/${id}"]`) });
      await row.waitFor({ timeout: 30_000 });
      expect(await page.getByLabel('Desa', { exact: true }).inputValue()).toBe(village.code);

      await row.getByText('Kenapa kami menyimpulkan ini').first().click();
      await row.getByText('Menurut bukti: ').waitFor();
      await row.getByText('Tetapkan sebab lain').click();
      await row.getByLabel('Sebab', { exact: true }).selectOption('site');
      await row.getByLabel('Alasan').fill('abc');
      await row.getByRole('button', { name: 'Tetapkan' }).click();
      await row.getByText('Tulis alasannya, paling sedikit 5 huruf.').waitFor();
      await row.getByLabel('Alasan').fill(REASON);
      await row.getByRole('button', { name: 'Tetapkan' }).click();
      await row.getByText('Ditetapkan operator').waitFor();
      await row.getByText(REASON).waitFor();
      await row.getByText('Menurut bukti: ').waitFor();
      await expectAccessible(page, `overruled ${width}`);

      // What was ruled is what one filters by; the filter stands in the address.
      await page.getByLabel('Sebab', { exact: true }).first().selectOption('site');
      await page.waitForURL((url) => url.searchParams.get('cause') === 'site');
      await row.waitFor();
      await page.getByLabel('Sebab', { exact: true }).first().selectOption('unpaid');
      await row.waitFor({ state: 'detached' });
      await page.getByText('Tidak ada gangguan yang cocok').waitFor();

      await page.goto(`/gangguan?village=%22${village.code}%22`);
      await row.first().getByText('Kenapa kami menyimpulkan ini').first().click();
      await row.first().getByRole('link', { name: 'Buka gangguan ini' }).click();
      await page.waitForURL(`**/gangguan/${id}/*`);
      const happened = page.getByRole('listitem');
      await happened.filter({ hasText: 'Pertama tidak menjawab' }).waitFor();
      await happened.filter({ hasText: 'operator menetapkan sebabnya' }).waitFor();
      if (width === 360) await readsOnly(house(), page.url());
      await demo.simulator.mend(name);
      await happened.filter({ hasText: 'Menjawab lagi' }).waitFor({ timeout: 60_000 });
      await page.getByRole('heading', { name: 'Sampel di sekitar akhir' }).waitFor();
      await page.getByRole('cell', { name: 'menjawab' }).first().waitFor();
      await expectAccessible(page, `outage ${width}`);

      await page.getByRole('link', { name: 'Buka harinya' }).click();
      await page.getByRole('heading', { name: `${village.name}, ` }).waitFor();
      const down = page.locator('li', { hasText: 'Lihat sampelnya' }).filter({ hasText: /mati/i });
      await down.first().getByRole('button', { name: 'Lihat sampelnya' }).click();
      await page.getByRole('table', { name: 'Sampel' }).getByText('tidak menjawab').first().waitFor();
      await expectAccessible(page, `day ${width}`);
      await turnDays(page, width);
      await page.context().close();
    },
    150_000,
  );

  test.concurrent('an outage that late samples undid says so', async () => {
    const page = await house().visitAs('viewer', 360);
    await page.goto('/gangguan/1/1000000000000');
    await page.getByText('Gangguan ini tidak ada lagi').waitFor();
    await expectAccessible(page, 'outage gone');
    await page.goto('/gangguan/1/kemarin');
    await page.getByText('Halaman ini tidak ada').waitFor();
    await page.context().close();
  });
}

/** Who may only read sees both causes, and is offered no say. */
async function readsOnly(house: House, address: string): Promise<void> {
  const page = await house.visitAs('viewer', 360);
  await page.goto(address);
  await page.getByText('Ditetapkan operator').waitFor();
  await page.getByText('Menurut bukti: ').waitFor();
  expect(await page.getByText('Tetapkan sebab lain').count()).toBe(0);
  expect(await page.getByText('Catatan baru').count()).toBe(0);
  await page.context().close();
}

/** From day to day: by the panel's buttons with a finger, by arrows on a keyboard. */
async function turnDays(page: Page, width: Width): Promise<void> {
  const day = () => new URL(page.url()).searchParams.get('hari')!;
  const today = day();
  await page.getByRole('button', { name: 'Hari sebelumnya' }).click();
  await page.waitForURL((url) => url.searchParams.get('hari') !== today);
  const before = day();
  expect(Date.parse(today) - Date.parse(before)).toBe(86_400_000);
  if (width === 360) return;
  await page.locator('main li button[aria-pressed="true"][title]').focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('hari') !== before);
  expect(Date.parse(before) - Date.parse(day())).toBe(86_400_000);
}
