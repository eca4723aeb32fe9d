import { expect, test } from 'vitest';
import { startFleet } from '../index.ts';
import { browse } from '../testing/browse.ts';

const start = () => startFleet({ residents: 0 });

test('a limit on bytes ends the session when the phone has used it', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.add('/ip/hotspot/user', { name: 'ani', password: 'p', 'limit-bytes-total': '5000' });
  await using phone = await router.phone();
  phone.use({ down: 40_000, up: 10_000 });
  const ended = router.next('session-stop');
  await browse(phone.port, `${phone.url}/login?username=ani&password=p`);
  expect((await ended).cause).toBe('nas-request');
  expect((await browse(phone.port, `${phone.url}/login?username=ani&password=p`)).body).toContain(
    'has reached traffic limit',
  );
});

test('a phone that sleeps is logged out by the idle timeout', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.change('/ip/hotspot/user/profile', { 'idle-timeout': '200ms' });
  router.add('/ip/hotspot/user', { name: 'ani', password: 'p' });
  await using phone = await router.phone();
  const ended = router.next('session-stop');
  await browse(phone.port, `${phone.url}/login?username=ani&password=p`);
  phone.use({ down: 0, up: 0 });
  expect((await ended).cause).toBe('idle-timeout');
});

test('a phone that leaves is logged out by the keepalive timeout', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.change('/ip/hotspot/user/profile', { 'keepalive-timeout': '100ms' });
  router.add('/ip/hotspot/user', { name: 'ani', password: 'p' });
  await using phone = await router.phone();
  const ended = router.next('session-stop');
  await browse(phone.port, `${phone.url}/login?username=ani&password=p`);
  phone.disconnect();
  expect((await ended).cause).toBe('lost-service');
});
