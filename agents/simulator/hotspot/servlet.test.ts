import { expect, test } from 'vitest';
import { type FleetOptions, type SimRouter, startFleet } from '../index.ts';
import { browse } from '../testing/browse.ts';

const start = (options: FleetOptions = {}) => startFleet({ residents: 0, ...options });
const here = (router: SimRouter, path: string): string => `http://desa01.localhost:${router.httpPort}${path}`;
const probe = 'http://connectivitycheck.gstatic.com/generate_204';

test('a probe is captured with a redirect to the login page, the wish in it', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  const seen = await browse(router.httpPort!, probe);
  expect(seen.status).toBe(302);
  expect(seen.location).toBe(`${here(router, '/login')}?dst=${encodeURIComponent(probe)}`);
  expect(seen.headers['cache-control']).toBe('no-cache');
});

test('files in the override directory win, file by file, and are drawn with the variables', async () => {
  await using fleet = await start({ names: ['SD 7/x'] });
  const router = fleet.routers[0]!;
  router.change('/ip/hotspot/profile', { 'html-directory-override': 'flash/sinyal' });
  router.writeFile(
    'flash/sinyal/rlogin.html',
    '$(if http-status == 302)Portal$(endif)$(if http-header == "Location")https://portal/p/k?mac=$(mac-esc)&ip=$(ip-esc)&srv=$(server-name-esc)&login=$(link-login-only-esc)&dst=$(link-orig-esc)&trial=$(trial)&id=$(identity-esc)$(endif)',
  );
  const seen = await browse(router.httpPort!, probe);
  const query = new URL(seen.location!).searchParams;
  expect(seen.status).toBe(302);
  expect(Object.fromEntries(query)).toEqual({
    mac: expect.stringMatching(/^([0-9A-F]{2}:){5}[0-9A-F]{2}$/) as string,
    ip: expect.stringMatching(/^10\.5\.50\.\d+$/) as string,
    srv: 'hotspot1',
    login: here(router, '/login'),
    dst: probe,
    trial: 'yes',
    id: 'SD 7/x',
  });
  // a page that the override does not have is the shipped one
  expect((await browse(router.httpPort!, here(router, '/login'))).body).toContain('name="username"');
});

test.each(['GET', 'POST'])(
  'login by %s with a local user, the way to the wish, status, logout',
  async (method) => {
    await using fleet = await start();
    const router = fleet.routers[0]!;
    router.add('/ip/hotspot/user', { name: 'ani', password: 'pa ss&1' });
    const fields = 'username=ani&password=pa+ss%261&dst=http%3A%2F%2Fdesa.id%2F';
    const begun = router.next('session-start');
    const seen =
      method === 'GET'
        ? await browse(router.httpPort!, here(router, `/login?${fields}`))
        : await browse(router.httpPort!, here(router, '/login'), { form: fields });
    expect(seen.body).toContain('url=http://desa.id/');
    expect(await begun).toMatchObject({ user: 'ani', by: 'http-pap' });
    expect((await browse(router.httpPort!, probe)).status).toBe(204);
    expect((await browse(router.httpPort!, here(router, '/status'))).body).toContain('Welcome ani!');
    const active = router.rows('/ip/hotspot/active');
    expect(active).toHaveLength(1);
    expect(active[0]).toMatchObject({ user: 'ani', 'login-by': 'http-pap', radius: 'false' });
    expect(router.rows('/ip/hotspot/host')[0]).toMatchObject({
      authorized: 'true',
      'mac-address': active[0]!['mac-address'],
    });
    const ended = router.next('session-stop');
    expect((await browse(router.httpPort!, here(router, '/logout'))).body).toContain(
      'you have just logged out',
    );
    expect((await ended).cause).toBe('user-request');
    expect((await browse(router.httpPort!, probe)).status).toBe(302);
  },
);

test.each<[what: string, query: string, error: string]>([
  ['a wrong password', 'username=ani&password=x', 'invalid username or password'],
  ['an unknown user', 'username=nobody&password=x', 'invalid username or password'],
  [
    'the MAC of another',
    'username=02:00:00:00:00:01&password=x',
    'invalid username (02:00:00:00:00:01): this MAC address is not yours',
  ],
  [
    'a user bound to another phone',
    'username=bound&password=p',
    'user bound is not allowed to log in from this MAC address',
  ],
])('%s is told why', async (_what, query, error) => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.add('/ip/hotspot/user', { name: 'ani', password: 'p' });
  router.add('/ip/hotspot/user', { name: 'bound', password: 'p', 'mac-address': '02:00:00:00:00:09' });
  const seen = await browse(router.httpPort!, here(router, `/login?${query}`));
  expect(seen.body).toContain(`<p class="error">${error}</p>`);
  expect(router.rows('/ip/hotspot/active')).toHaveLength(0);
});

test('errors.txt of the router translates', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.writeFile(
    'flash/hotspot/errors.txt',
    '# texts\ninvalid-username = Nama atau sandi salah, $(username)\n',
  );
  expect((await browse(router.httpPort!, here(router, '/login?username=ani'))).body).toContain(
    'Nama atau sandi salah, ani',
  );
});

test('only http-chap: a clear password is not taken', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.change('/ip/hotspot/profile', { 'login-by': 'http-chap' });
  expect((await browse(router.httpPort!, here(router, '/login?username=a&password=b'))).body).toContain(
    'did not send challenge response',
  );
});

test('trial: half an hour a day for the phone itself, and not once more', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.change('/ip/hotspot/profile', { 'trial-uptime-limit': '300ms' });
  await using phone = await router.phone();
  const ended = router.next('session-stop');
  await browse(phone.port, `${phone.url}/login?username=T-${encodeURIComponent(phone.mac)}`);
  expect(phone).toMatchObject({ online: true, loginBy: 'trial' });
  expect((await ended).cause).toBe('session-timeout');
  const again = await browse(phone.port, `${phone.url}/login?username=T-${encodeURIComponent(phone.mac)}`);
  expect(again.body).toContain('has reached uptime limit');
  expect(again.body).not.toContain('Free trial');
});

test('each phone is itself: own port, own MAC, own links; two source addresses are two phones', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  await using ani = await router.phone({ mac: '02:11:22:33:44:55' });
  await using budi = await router.phone();
  router.add('/ip/hotspot/user', { name: 'ani', password: 'p' });
  expect((await browse(ani.port, probe)).location).toContain(`http://desa01.localhost:${ani.port}/login`);
  await browse(ani.port, `${ani.url}/login?username=ani&password=p`);
  expect([ani.online, budi.online]).toEqual([true, false]);
  expect(router.rows('/ip/hotspot/active')[0]).toMatchObject({
    'mac-address': '02:11:22:33:44:55',
    address: ani.ip,
  });
  await browse(router.httpPort!, probe, { from: '127.0.0.2' });
  await browse(router.httpPort!, probe, { from: '127.0.0.3' });
  expect(new Set(router.rows('/ip/hotspot/host').map((row) => row['mac-address'])).size).toBe(3);
});

test('one user name, one session: the second phone is refused', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.add('/ip/hotspot/user', { name: 'ani', password: 'p' });
  await using first = await router.phone();
  await using second = await router.phone();
  await browse(first.port, `${first.url}/login?username=ani&password=p`);
  expect((await browse(second.port, `${second.url}/login?username=ani&password=p`)).body).toContain(
    'no more sessions are allowed for user ani',
  );
});

test('the walled garden lets a host through before login, and only that', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.add('/ip/hotspot/walled-garden/ip', {
    action: 'accept',
    protocol: 'tcp',
    'dst-port': '80',
    'dst-host': 'portal.desa.id',
  });
  router.add('/ip/hotspot/walled-garden', { action: 'allow', 'dst-host': '*.bmkg.go.id' });
  expect((await browse(router.httpPort!, 'http://portal.desa.id/x')).status).toBe(200);
  expect((await browse(router.httpPort!, 'http://data.bmkg.go.id/')).status).toBe(200);
  expect((await browse(router.httpPort!, 'http://portal.desa.id:81/')).status).toBe(302);
  expect((await browse(router.httpPort!, 'http://example.com/')).status).toBe(302);
});

test('kicked by the API, and logged in by it', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.add('/ip/hotspot/user', { name: 'ani', password: 'p' });
  await using phone = await router.phone();
  await browse(phone.port, `${phone.url}/login?username=ani&password=p`);
  const { RawClient } = await import('../testing/raw-client.ts');
  await using client = await new RawClient(router.port).login();
  const id = router.rows('/ip/hotspot/active')[0]!['.id'];
  expect(await client.ask('/ip/hotspot/active/remove', `=.id=${id}`)).toEqual([['!done']]);
  expect(phone.online).toBe(false);
  const login = ['/ip/hotspot/active/login', `=ip=${phone.ip}`, `=mac-address=${phone.mac}`, '=user=ani'];
  expect((await client.ask(...login, '=password=x'))[0]).toContain('=message=failure: invalid-username');
  expect(await client.ask(...login, '=password=p')).toEqual([['!done']]);
  expect(phone.online).toBe(true);
});

test('uplink cut: the login page still works, the internet does not answer', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.add('/ip/hotspot/user', { name: 'ani', password: 'p' });
  router.fault('uplink-cut');
  await browse(router.httpPort!, here(router, '/login?username=ani&password=p'));
  expect((await browse(router.httpPort!, here(router, '/status'))).status).toBe(200);
  await expect(browse(router.httpPort!, probe, { withinMs: 150 })).rejects.toThrow('no answer');
  router.mend();
  expect((await browse(router.httpPort!, probe)).status).toBe(204);
});

test.each(['power-cut', 'access-point-dead', 'hotspot-invalid'] as const)(
  '%s: no page at all',
  async (kind) => {
    await using fleet = await start();
    const router = fleet.routers[0]!;
    router.fault(kind);
    await expect(browse(router.httpPort!, probe, { withinMs: 150 })).rejects.toThrow('no answer');
  },
);

test('pages without a file are 404, a form that is too long is 413', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.writeFile('flash/hotspot/img/logo.svg', '<svg/>');
  expect((await browse(router.httpPort!, here(router, '/img/logo.svg'))).headers['content-type']).toBe(
    'image/svg+xml',
  );
  expect((await browse(router.httpPort!, here(router, '/img/none.svg'))).status).toBe(404);
  expect(
    (await browse(router.httpPort!, here(router, '/login'), { form: `username=${'x'.repeat(70_000)}` }))
      .status,
  ).toBe(413);
});

test('variants of pages lie in folders; what a folder lacks is taken from the parent', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.writeFile('flash/hotspot/id/login.html', 'Masuk di $(identity)');
  expect((await browse(router.httpPort!, here(router, '/id/login'))).body).toBe('Masuk di desa-01');
  expect((await browse(router.httpPort!, here(router, '/login?target=id'))).body).toBe('Masuk di desa-01');
  expect((await browse(router.httpPort!, here(router, '/login'))).body).toContain('name="username"');
  expect((await browse(router.httpPort!, here(router, '/id/status'))).status).toBe(302);
});

test('after an error flogin is shown where it exists, status and logout know who is not logged in', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.writeFile('flash/hotspot/flogin.html', '$(error-type): $(error), $(username-esc)');
  expect((await browse(router.httpPort!, here(router, '/login?username=b+c'))).body).toBe(
    'invalid-username: invalid username or password, b%20c',
  );
  expect((await browse(router.httpPort!, here(router, '/status'))).location).toBe(here(router, '/login'));
  expect((await browse(router.httpPort!, here(router, '/logout'))).location).toBe(here(router, '/login'));
});

test('the captive portal API says captive, then not', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  router.add('/ip/hotspot/user', { name: 'ani', password: 'p', 'limit-uptime': '1h' });
  const ask = async (): Promise<object> => {
    const seen = await browse(router.httpPort!, here(router, '/api'));
    expect(seen.headers['content-type']).toBe('application/captive+json');
    return JSON.parse(seen.body) as object;
  };
  expect(await ask()).toEqual({
    captive: true,
    'user-portal-url': here(router, '/login'),
    'can-extend-session': false,
  });
  await browse(router.httpPort!, here(router, '/login?username=ani&password=p'));
  expect(await ask()).toMatchObject({ captive: false, 'seconds-remaining': 3_600 });
});
