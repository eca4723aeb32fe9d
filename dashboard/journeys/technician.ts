import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import type { Action } from '#contract/actions.ts';
import type { Snapshot } from '#contract/status.ts';
import { expectAccessible } from './accessible.ts';
import { type House, widths } from './house.ts';

export function technicianJourneys(house: () => House): void {
  test.concurrent.each(widths)(
    'restarts a router from her page and sees it come back, at %i px',
    async (width) => {
      const { demo } = house();
      const router = house().routersOf('teknisi')[width === 360 ? 0 : 1]!;
      const commanded = async () =>
        (await demo.simulator.routers()).find((one) => one.name === router.name)!.commandedReboots;
      const before = await commanded();
      const page = await house().visitAs('teknisi', width);
      await page.goto('/');
      await page.getByRole('link', { name: router.village.name, exact: true }).click();
      await page.getByRole('button', { name: 'Nyalakan ulang' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(/warga sedang daring|Tidak ada warga yang daring|tidak diketahui/).waitFor();
      await expectAccessible(page, 'restart');
      await dialog.getByRole('button', { name: 'Nyalakan ulang sekarang' }).click();
      await dialog.getByText('Tulis alasannya').waitFor();
      await dialog.getByLabel('Alasan').fill('Warga melapor tidak bisa masuk');
      await dialog.getByLabel(/Ketik nama desa/).fill(`  ${router.village.name.toUpperCase()} `);
      await dialog.getByRole('button', { name: 'Nyalakan ulang sekarang' }).click();
      await dialog.waitFor({ state: 'detached' });
      const steps = page.locator('[data-action]');
      for (const step of ['asked', 'sent', 'gone', 'back']) {
        await steps.locator(`[data-step="${step}"][data-done="true"]`).waitFor({ timeout: 60_000 });
      }
      await steps.getByText(/Berhasil: kembali setelah \d+ detik\./).waitFor();
      if (width === 360) await expectAccessible(page, 'restarted');
      expect(await commanded()).toBe(before + 1);
      await page.getByText('Warga melapor tidak bisa masuk').last().waitFor();
      await page.context().close();
    },
    120_000,
  );

  test.concurrent('while one is under way, the button says why it waits', async () => {
    const router = house().routersOf('teknisi')[2];
    if (!router) throw new Error('she has no router');
    const page = await house().visitAs('teknisi', 360);
    await page.goto(`/titik/${router.id}`);
    await page.getByRole('button', { name: 'Nyalakan ulang' }).waitFor();
    const ask = () =>
      page.context().request.post(`/api/routers/${router.id}/actions`, {
        headers: { origin: house().origin },
        data: {
          id: crypto.randomUUID(),
          kind: 'reboot',
          reason: 'kedua kali hari ini',
          confirmation: router.village.name,
        },
      });
    const first = await ask();
    expect(first.ok()).toBe(true);
    await page.getByText('Masih ada perintah yang berjalan.').waitFor();
    expect(await page.getByRole('button', { name: 'Nyalakan ulang' }).isDisabled()).toBe(true);
    const second = await ask();
    expect(second.status()).toBe(409);
    expect(await second.json()).toMatchObject({ code: 'action-under-way' });
    await page
      .getByText(/Berhasil: kembali setelah/)
      .first()
      .waitFor({ timeout: 60_000 });
    await page.context().close();
  }, 90_000);

  test.concurrent("another's village is refused by page, API and socket alike", async () => {
    const { demo } = house();
    const page = await house().visitAs('teknisi', 360);
    await page.goto('/');
    await page.locator('main [data-row]').nth(3).waitFor();
    const hers = new Set(await page.locator('main [data-row]').allTextContents());
    const other = demo.routers.find((router) => !hers.has(router.village.name))!;
    const before = (await demo.simulator.routers()).find((one) => one.name === other.name)!.commandedReboots;

    await page.goto(`/titik/${other.id}`);
    await page.getByText('Tidak dapat dimuat').waitFor();
    expect(await page.getByRole('button', { name: 'Nyalakan ulang' }).count()).toBe(0);
    expect(await page.locator('main').textContent()).not.toContain(other.village.name);

    const { request } = page.context();
    const asked = await request.post(`/api/routers/${other.id}/actions`, {
      headers: { origin: house().origin },
      data: {
        id: crypto.randomUUID(),
        kind: 'reboot',
        reason: 'bukan desa saya',
        confirmation: other.village.name,
      },
    });
    expect([403, 404]).toContain(asked.status());
    for (const part of ['', '/spans', '/looks', '/usage', '/sessions', '/actions']) {
      expect([403, 404], part).toContain((await request.get(`/api/routers/${other.id}${part}`)).status());
    }

    const cookies = await page.context().cookies();
    const socket = io(house().origin, {
      transports: ['websocket'],
      extraHeaders: {
        Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
        Origin: house().origin,
      },
      reconnection: false,
    });
    try {
      const answer = (await socket
        .timeout(10_000)
        .emitWithAck('watch', { villages: [other.village.code] })) as Snapshot;
      expect(answer.routers).toEqual([]);
    } finally {
      socket.disconnect();
    }
    const admin = await house().visitAs('admin', 360);
    const actions = (await (
      await admin.context().request.get(`/api/routers/${other.id}/actions?limit=10`)
    ).json()) as Action[];
    expect(actions).toEqual([]);
    expect((await demo.simulator.routers()).find((one) => one.name === other.name)!.commandedReboots).toBe(
      before,
    );
    await admin.context().close();
    await page.context().close();
  });

  test.concurrent('finds whom to call, and no settings', async () => {
    const page = await house().visitAs('teknisi', 360);
    const router = house().routersOf('teknisi')[0]!;
    await page.goto(`/titik/${router.id}`);
    // Beside the state, and among the numbers of the site.
    const call = page.getByRole('link', { name: `Telepon ${router.contact!.name}` }).first();
    await call.waitFor();
    expect(await call.getAttribute('href')).toBe(`tel:${router.contact!.phone.replace(/[^+\d]/g, '')}`);
    await page.getByRole('row').nth(1).waitFor();
    expect(await page.getByRole('link', { name: 'Pengaturan' }).count()).toBe(0);
    await page.context().close();
  });
}
