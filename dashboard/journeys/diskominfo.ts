import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { beyondEdge, expectAccessible } from './accessible.ts';
import { type House, PASSWORD, widths } from './house.ts';

const BOTH = ['light', 'dark'] as const;
// Chores are rows too, as many as there are; a router's row is an article.
const rows = (page: Page) => page.locator('main article [data-row]');

export function diskominfoJourneys(house: () => House): void {
  test.each(widths)('signs in and sees the twelve villages, at %i px', async (width) => {
    const page = await house().visit(width);
    await page.goto('/titik/1');
    await page.getByRole('heading', { name: 'Masuk' }).waitFor();
    await expectAccessible(page, 'sign-in');
    await page.getByLabel('Nama').fill('operator');
    await page.getByLabel('Kata sandi', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Masuk' }).click();
    await page.getByText('Nama atau kata sandi salah.').waitFor();
    await page.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Masuk' }).click();
    // Where she wanted to go.
    await page.waitForURL('**/titik/1');
    await page.goto('/');
    await rows(page).nth(11).waitFor();
    expect(await rows(page).count()).toBe(12);
    expect(await page.title()).toContain('Ringkasan');
    await page.context().close();
  });

  test.each(widths)(
    'every page is accessible, light and dark, at %i px',
    async (width) => {
      const page = await house().visitAs('admin', width);
      const pages: [path: string, shows: string][] = [
        ['/', 'Perlu dikerjakan'],
        ['/titik/1', 'Kenapa kami menyimpulkan ini?'],
        ['/gangguan', 'Setiap kali sebuah titik mati'],
        ['/pengumuman', 'Yang dibaca warga'],
        ['/pengumuman/baru', 'Untuk siapa'],
        ['/pengaturan/router', 'Impor daftar router'],
        ['/pengaturan/impor', 'Pilih berkas CSV'],
        ['/pengaturan/agen', 'Buat agen'],
        ['/pengaturan/orang', 'Tambah orang'],
        ['/pengaturan/catatan', 'Siapa melakukan apa'],
        ['/tidak-ada', 'Halaman ini tidak ada'],
      ];
      for (const [path, shows] of pages) {
        await page.goto(path);
        await page.getByText(shows).first().waitFor();
        // What is most looked at in both, the rest in one of them at each width.
        const both = path === '/' || path === '/titik/1';
        for (const colorScheme of both ? BOTH : [width === 360 ? BOTH[1] : BOTH[0]]) {
          await page.emulateMedia({ colorScheme });
          await expectAccessible(page, `${path} ${colorScheme} ${width}`);
        }
      }
      await page.context().close();
    },
    120_000,
  );

  test('nothing reaches beyond the edge at any width', async () => {
    const page = await house().visitAs('operator', 1440);
    for (const path of ['/', '/titik/1', '/gangguan', '/pengumuman/baru', '/pengaturan/router']) {
      await page.goto(path);
      await page.locator('main h1').waitFor();
      for (const width of [320, 480, 640, 768, 1024, 1280, 1408]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await beyondEdge(page), `${path} at ${width} px`).toBeLessThanOrEqual(0);
      }
    }
    await page.context().close();
  });

  test('goes through the list by keyboard alone', async () => {
    const page = await house().visitAs('operator', 1440);
    await page.goto('/');
    await rows(page).nth(11).waitFor();
    const names = await rows(page).allTextContents();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Tombol pintas' }).waitFor();
    await expectAccessible(page, 'help');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(names[1]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: names[1]! }).waitFor();
    await page.keyboard.press('Escape');
    await rows(page).first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(names[0]!);
    await page.waitForURL((url) => url.searchParams.get('q') === names[0]);
    await rows(page).nth(1).waitFor({ state: 'detached' });
    expect(await rows(page).allTextContents()).toEqual([names[0]]);
    await page.context().close();
  });

  test('reads it in English and in the dark, and finds it so again', async () => {
    const page = await house().visitAs('editor', 360);
    await page.goto('/');
    await page.getByRole('button', { name: 'Menu pribadi' }).click();
    await page.getByRole('button', { name: 'Gelap' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Overview' }).waitFor();
    await expectAccessible(page, 'personal menu');
    await page.reload();
    await page.getByRole('link', { name: 'Overview' }).waitFor();
    const html = page.locator('html');
    expect(await html.getAttribute('lang')).toBe('en');
    expect(await html.getAttribute('data-theme')).toBe('dark');
    // An editor is offered no settings.
    expect(await page.getByRole('link', { name: 'Settings' }).count()).toBe(0);
    await page.context().close();
  });

  test.each(widths)(
    'writes an announcement, sees it as on a phone, publishes and withdraws it, at %i px',
    async (width) => {
      const page = await house().visitAs('operator', width);
      const title = `Posyandu Sabtu ${width}`;
      await page.goto('/pengumuman');
      await page.getByRole('link', { name: 'Tulis pengumuman' }).first().click();
      await page.getByRole('button', { name: 'Terbitkan' }).click();
      await page.getByText('Paling sedikit 3 huruf.').waitFor();
      await page.getByLabel('Judul').fill(title);
      await page.getByLabel('Isi').fill('Jam 8 pagi di balai desa. <b>Bawa buku KIA.</b>');
      const phone = page.frameLocator('iframe[title="Pratinjau halaman warga (Gelap)"]');
      await phone.getByText(title).waitFor();
      await phone.getByText('<b>Bawa buku KIA.</b>').waitFor();
      await page.getByRole('button', { name: 'Terbitkan' }).click();
      await page.getByRole('dialog').getByText('Tampil kepada: Semua desa').waitFor();
      await expectAccessible(page, 'publish');
      await page.getByRole('dialog').getByRole('button', { name: 'Terbitkan' }).click();
      await page.getByText('tayang', { exact: true }).waitFor();
      // What residents get.
      const [router] = house().demo.routers;
      const portal = new URL(router!.portalPath, house().demo.controller.portalUrl);
      const residents = async () => (await page.context().request.get(portal.href)).text();
      await expect.poll(residents, { timeout: 10_000 }).toContain(title);
      await page.getByRole('button', { name: 'Tarik' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Tarik' }).click();
      await page.getByText('ditarik', { exact: true }).waitFor();
      await expect.poll(residents, { timeout: 10_000 }).not.toContain(title);
      await page.context().close();
    },
  );

  test('checks a CSV before storing it, and is told which line is wrong', async () => {
    const page = await house().visitAs('operator', 1440);
    await page.goto('/pengaturan/impor');
    const head = 'village_code,router_name,host,port,tls,username,password,uplink';
    const give = (text: string) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: 'router.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await give(`${head}\n16.10.04.2012,balai-baru,127.0.0.1,bukan-angka,false,u,p,lte\n`);
    await page.getByRole('button', { name: 'Periksa dulu' }).click();
    await page.getByRole('status').locator('p').getByText('1 kesalahan. Tidak ada yang disimpan.').waitFor();
    expect(await page.getByRole('row').nth(1).textContent()).toContain('port');
    await expectAccessible(page, 'import report');
    expect(await page.getByRole('button', { name: 'Simpan' }).count()).toBe(0);
    await page.context().close();
  });
}
