import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { type House, widths } from './house.ts';

const WIB_MS = 7 * 3_600_000;
const HOUR_MS = 3_600_000;
const part = (name: string) => `/pengaturan/ketersediaan/${name}`;
/** As a field for time in WIB has it. */
const wib = (at: number) => new Date(at + WIB_MS).toISOString().slice(0, 16);
const item = (page: Page, reference: string) => page.locator('main li', { hasText: reference });

/** What people enter that figures are judged by: *Pengaturan › Ketersediaan*. */
export function serviceLevelJourneys(house: () => House): void {
  test.each(widths)(
    'every part of availability, and its form, is accessible at %i px',
    async (width) => {
      const page = await house().visitAs('admin', width, { colorScheme: width === 360 ? 'dark' : 'light' });
      const parts: [name: string, opens: string | null][] = [
        ['jam-layanan', 'Jam layanan baru'],
        ['pemeliharaan', 'Waktu terencana baru'],
        ['kontrak', 'Tambah kontrak'],
        ['kop', null],
        ['ambang', 'Rencana baru'],
      ];
      for (const [name, opens] of parts) {
        await page.goto(part(name));
        if (opens !== null) {
          await page.getByRole('button', { name: opens }).click();
          await page.getByRole('button', { name: 'Simpan' }).click();
          await page.locator('[aria-invalid="true"]').first().waitFor();
        } else await page.getByText('Pratinjau').waitFor();
        await expectAccessible(page, `${name} ${width}`);
      }
      await page.goto(part('tidak-ada'));
      await page.getByText('Halaman ini tidak ada').waitFor();
      await page.context().close();
    },
    60_000,
  );

  test('maintenance that is entered afterwards counts when a second person approves, and not once it is withdrawn', async () => {
    const operator = await house().visitAs('operator', 360);
    await operator.goto(part('pemeliharaan'));
    await operator.getByRole('button', { name: 'Waktu terencana baru' }).click();
    await operator.getByLabel('Nomor surat tugas atau pengumuman').fill('WO-19');
    await operator.getByLabel('Keterangan').fill('Ganti antena');
    await operator.getByLabel('Mulai (WIB)').fill(wib(Date.now() - 3 * HOUR_MS));
    await operator.getByLabel('Sampai (WIB)').fill(wib(Date.now() - 4 * HOUR_MS));
    await operator.getByText('Sudah mulai: akan dicatat kemudian').waitFor();
    await operator.getByRole('button', { name: 'Simpan' }).click();
    await operator.getByText('Akhirnya sebelum mulainya.').waitFor();
    await operator.getByLabel('Sampai (WIB)').fill(wib(Date.now() - 2 * HOUR_MS));
    await operator.getByRole('button', { name: 'Simpan' }).click();
    await item(operator, 'WO-19').getByText('menunggu persetujuan orang kedua').waitFor();
    await item(operator, 'WO-19').getByText('orang lain yang menyetujui').waitFor();
    expect(await operator.getByRole('button', { name: 'Setujui' }).count()).toBe(0);

    const admin = await house().visitAs('admin', 1440);
    await admin.goto(part('pemeliharaan'));
    await admin.getByRole('button', { name: 'Setujui: WO-19' }).click();
    await item(admin, 'WO-19').getByText('berlaku', { exact: true }).waitFor();
    await item(admin, 'WO-19')
      .getByText(/^disetujui admin/)
      .waitFor();
    await admin.getByRole('button', { name: 'Tarik: WO-19' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Tarik' }).click();
    await item(admin, 'WO-19').getByText('ditarik', { exact: true }).waitFor();
    for (const page of [operator, admin]) await page.context().close();
  }, 60_000);

  test('maintenance that overlaps is told of, and a decree that ends before it begins is refused', async () => {
    const page = await house().visitAs('operator', 360);
    await page.goto(part('pemeliharaan'));
    for (const reference of ['WO-20', 'WO-21']) {
      await page.getByRole('button', { name: 'Waktu terencana baru' }).click();
      await page.getByLabel('Nomor surat tugas atau pengumuman').fill(reference);
      await page.getByLabel('Keterangan').fill('Ganti antena');
      await page.getByRole('button', { name: 'Simpan' }).click();
      await item(page, `Pemeliharaan · ${reference}`).waitFor();
    }
    await page.getByText('Bertumpuk dengan WO-20: waktunya dihitung sekali.').waitFor();
    await page.getByText('Bertumpuk dengan WO-21: waktunya dihitung sekali.').waitFor();
    await expectAccessible(page, 'overlapping windows');
    await page.getByRole('button', { name: 'Waktu terencana baru' }).click();
    await page.getByLabel('Jenis').selectOption('decree');
    await page.getByLabel('Nomor SK').fill('SK-7');
    await page.getByLabel('Keterangan').fill('Cuti bersama');
    await page.getByLabel('Sampai (WIB)').fill(await page.getByLabel('Mulai (WIB)').inputValue());
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Akhirnya sebelum mulainya.').waitFor();
    expect(await item(page, 'SK-7').count()).toBe(0);
    await page.context().close();
  }, 60_000);

  test('a contract of two steps is stored, and a router is in one contract at a time', async () => {
    const page = await house().visitAs('operator', 1440);
    await page.goto(part('kontrak'));
    const write = async (number: string) => {
      await page.getByRole('button', { name: 'Tambah kontrak' }).click();
      await page.getByLabel('Penyedia', { exact: true }).fill('Telkomsat');
      await page.getByLabel('Nomor kontrak').fill(number);
      await page.getByLabel('Ketersediaan yang dijanjikan (%)').fill('99,5');
      await page.getByLabel('Biaya sebulan (rupiah)').fill('2.500.000');
      await page.getByLabel('Restitusi').selectOption('tiers');
      await page.getByLabel('Tingkat 1: tercapai').fill('99,5');
      await page.getByLabel('Tingkat 1: bagian').fill('10');
      await page.getByRole('button', { name: 'Tambah tingkat' }).click();
      await page.getByLabel('Tingkat 2: tercapai').fill('95');
      await page.getByLabel('Tingkat 2: bagian').fill('25');
      await page.getByLabel('Cari nama, desa').fill('sukamaju');
      await page.getByRole('button', { name: /^Pilih/ }).click();
      await page.getByRole('button', { name: 'Simpan' }).click();
    };
    await write('K-7/2026');
    await item(page, 'K-7/2026').getByText('Rp 2.500.000 sebulan').waitFor();
    await item(page, 'K-7/2026').getByText('di bawah 95,00%: 25,00% dari biaya').waitFor();
    await write('K-8/2026');
    await page.getByText('Sebuah router sudah ada di kontrak lain').waitFor();
    await page.context().close();
  }, 60_000);

  test('a threshold that is changed is stored, and an impossible one is told of', async () => {
    const page = await house().visitAs('operator', 1440);
    await page.goto(part('ambang'));
    await page.getByRole('button', { name: 'Ubah: desa' }).click();
    await page.getByLabel('Satu pemeriksaan paling lama (detik)').fill('40');
    await page.getByLabel('Lambat mulai (milidetik)').fill('1500');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('tidak lebih lama dari jeda pemeriksaan').waitFor();
    await page.getByLabel('Satu pemeriksaan paling lama (detik)').fill('10');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('perlu 1.500 ms').waitFor();
    await page.context().close();
  }, 60_000);
}
