import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import { type FleetOptions, type SimRouter, startFleet } from '../index.ts';
import { browse } from '../testing/browse.ts';
import { RadiusServer } from '../testing/radius-server.ts';
import { RawClient, rowsOf } from '../testing/raw-client.ts';

const start = (options: FleetOptions = {}) =>
  startFleet({ residents: 0, links: false, past: false, rebootSeconds: 0.05, ntpSeconds: 0, ...options });

/** Pastes and insists that nothing was refused. */
async function paste(router: SimRouter, text: string): Promise<string> {
  const { output, errors } = await router.paste(text);
  expect(errors).toEqual([]);
  return output;
}

const login = async (port: number, name: string, password: string): Promise<string[][]> => {
  await using client = new RawClient(port);
  return await client.ask('/login', `=name=${name}`, `=password=${password}`);
};

test('accounts of the console log in over the API, with the rights of their group and no others', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  await paste(
    router,
    `/user group add name=sd-monitor policy=read,api
/user add name=sd-agent group=sd-monitor password="rahasia \\$1" address=127.0.0.0/8`,
  );
  await using client = await new RawClient(router.port).login('sd-agent', 'rahasia $1');
  expect(rowsOf(await client.ask('/system/identity/print'))).toEqual([{ name: 'desa-01' }]);
  expect((await client.ask('/system/reboot'))[0]).toContain('=message=not enough permissions (9)');
  expect(router.rows('/user/group').find(({ name }) => name === 'sd-monitor')!.policy).toMatch(
    /^read,api,!local/,
  );
  // `set` changes only what it names, for whoever logs in after it
  await paste(router, '/user group set sd-monitor policy=reboot');
  expect(router.rows('/user/group').find(({ name }) => name === 'sd-monitor')!.policy).toMatch(
    /^reboot,read,api,!/,
  );
  expect((await client.ask('/system/reboot'))[0]).toContain('=message=not enough permissions (9)');
});

test('a service that is closed or limited to the tunnel refuses, a changed password too', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  expect((await login(router.port, 'admin', 'simulator'))[0]![0]).toBe('!done');
  await paste(router, '/user set admin password=baru');
  expect((await login(router.port, 'admin', 'simulator'))[0]![0]).toBe('!trap');
  expect((await login(router.port, 'admin', 'baru'))[0]![0]).toBe('!done');
  await paste(router, '/ip service set api address=10.44.0.0/16');
  await using refused = new RawClient(router.port);
  expect(await refused.end()).toBe('fin');
  await paste(router, '/ip service set api address=10.44.0.0/16,127.0.0.0/8');
  expect((await login(router.port, 'admin', 'baru'))[0]![0]).toBe('!done');
  await paste(router, '/ip service disable [find name=api dynamic=no]');
  await using closed = new RawClient(router.port);
  expect(await closed.end()).toBe('fin');
});

test.each(['7.20', '6.49.18'])(
  '%s: a router of the factory becomes a hotspot that asks RADIUS',
  async (version) => {
    await using radius = new RadiusServer('rahasia-tiga-puluh-dua-byte-penuh');
    const port = await radius.listen();
    await using pages = createServer((_request, response) => response.end('<p>$(identity) $(mac)</p>'));
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    await using fleet = await start({ version, factory: true });
    const router = fleet.routers[0]!;
    expect(router.name).toBe('MikroTik');
    expect(router.rows('/ip/hotspot')).toEqual([]);
    expect(router.now.hotspotOk).toBe(false);
    const script = `{
/system identity set name=desa-uji
:if ([:len [/ip pool find name=sd-pool]] = 0) do={ /ip pool add name=sd-pool ranges=10.5.50.10-10.5.50.254 }
:if ([:len [/radius find comment="sd"]] = 0) do={
  /radius add service=hotspot address=127.0.0.1 secret="rahasia-tiga-puluh-dua-byte-penuh" timeout=3s \\
    authentication-port=${port} accounting-port=${port} src-address=${router.tunnelAddress} comment="sd"
}
:if ([:len [/ip hotspot profile find name=sd]] = 0) do={ /ip hotspot profile add name=sd }
/ip hotspot profile set [find name=sd] login-by=http-pap use-radius=yes dns-name=desa.localhost \\
  html-directory-override=flash/sd
/tool fetch url="http://127.0.0.1:${(pages.address() as AddressInfo).port}/login.html" dst-path=flash/sd/login.html
:if ([:len [/ip hotspot find name=sd]] = 0) do={
  /ip hotspot add name=sd interface=bridge address-pool=sd-pool profile=sd disabled=no
}
}`;
    await paste(router, script);
    const before = JSON.stringify(router.rows('/radius'));
    await paste(router, script);
    expect(JSON.stringify(router.rows('/radius'))).toBe(before);
    expect(router.rows('/ip/hotspot')).toHaveLength(1);
    expect(router.now.hotspotOk).toBe(true);
    await using phone = await router.phone();
    expect((await browse(phone.port, `${phone.url}/login`)).body).toBe(`<p>desa-uji ${phone.mac}</p>`);
    await browse(phone.port, `${phone.url}/login?username=${phone.mac}&password=tiket`);
    const heard = await radius.until(({ code }) => code === 1);
    expect(heard.from).toBe(router.tunnelAddress);
    expect(heard.text('32')).toBe('desa-uji');
  },
);

test('the log on disk survives a boot, the one in memory does not', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  await paste(
    router,
    `/system logging action add name=sdlog target=disk disk-file-name=flash/sd disk-lines-per-file=2 disk-file-count=1
/system logging add topics=script,warning action=sdlog prefix=sd
:log warning "satu"
:log warning "dua"
:log warning "tiga"
:log info "lain"`,
  );
  const kept = () =>
    router
      .rows('/log')
      .filter(({ buffer }) => buffer === 'sdlog')
      .map(({ message }) => message);
  expect(kept()).toEqual(['sd: dua', 'sd: tiga']);
  expect(router.rows('/log').some(({ message, buffer }) => message === 'lain' && buffer === 'memory')).toBe(
    true,
  );
  router.fault('power-cut');
  router.mend();
  expect(kept()).toEqual(['sd: dua', 'sd: tiga']);
  expect(router.rows('/log').some(({ message }) => message === 'lain')).toBe(false);
});

test('netwatch runs its scripts when a host falls silent and when it answers again; the gateway stays', async () => {
  await using fleet = await start({ netwatchSeconds: 0.01, seed: 3 });
  const router = fleet.routers[0]!;
  const gateway = await paste(router, ':put [/ip route get [find dst-address=0.0.0.0/0] gateway]');
  await paste(
    router,
    `/system logging add topics=script,warning action=disk
/tool netwatch
add host=9.9.9.9 down-script=":log warning \\"sd putus\\"" up-script={:log warning "sd pulih"}
add host=${/^\d/.test(gateway) ? gateway : '10.9.9.9'} down-script=":log warning \\"gerbang putus\\""`,
  );
  const said = () =>
    router
      .rows('/log')
      .filter(({ buffer }) => buffer === 'disk')
      .map(({ message }) => message);
  router.fault('uplink-cut');
  await router.scriptsDone();
  expect(router.rows('/tool/netwatch').find(({ host }) => host === '9.9.9.9')!.status).toBe('down');
  router.mend();
  await router.scriptsDone();
  expect(said().filter((line) => line!.startsWith('sd'))).toEqual(['sd putus', 'sd pulih']);
  expect(said().includes('gerbang putus')).toBe(!/^\d/.test(gateway));
});

test('device-mode: fetch and scheduler are refused, a hotspot stays disabled, until somebody presses the button', async () => {
  await using fleet = await start({ factory: true, deviceMode: 'home' });
  const router = fleet.routers[0]!;
  expect(
    await paste(router, ':put [/system device-mode get mode]\n:put [/system device-mode get hotspot]'),
  ).toBe('home\nfalse');
  expect((await router.paste('/tool fetch url=http://127.0.0.1:1/x')).errors).toEqual([
    'failure: not allowed by device-mode',
  ]);
  expect((await router.paste('/system scheduler add name=x interval=1d')).errors).toEqual([
    'failure: not allowed by device-mode',
  ]);
  await paste(router, '/ip hotspot add name=sd interface=bridge profile=default disabled=no');
  expect(router.rows('/ip/hotspot')[0]).toMatchObject({ disabled: 'true' });
  expect(router.pressButton()).toBe(false);
  // of two changes at once neither comes to pass, and three may be asked for
  await paste(router, '/system device-mode update mode=advanced\n/system device-mode update mode=basic');
  expect(router.pressButton()).toBe(false);
  await paste(router, '/system device-mode update mode=advanced');
  expect(router.now.hotspotOk).toBe(false);
  const back = router.next('back');
  expect(router.pressButton()).toBe(true);
  await back;
  expect(await paste(router, ':put [/system device-mode get mode]')).toBe('advanced');
  expect(router.rows('/ip/hotspot')[0]).toMatchObject({ disabled: 'false' });
  expect(router.now.hotspotOk).toBe(true);
});

test('a power cut in mid-paste loses what was not yet read; pasting again mends it', async () => {
  await using fleet = await start();
  const router = fleet.routers[0]!;
  const script =
    '/ip pool add name=a ranges=10.0.0.1-10.0.0.9\n:delay 200ms\n/ip pool add name=b ranges=10.0.1.1-10.0.1.9';
  const going = router.paste(script);
  router.fault('power-cut');
  expect((await going).ok).toBe(false);
  router.mend();
  const names = () => router.rows('/ip/pool').map(({ name }) => name);
  expect(names()).toEqual(['hs-pool', 'a']);
  expect((await router.paste(script)).errors).toEqual(['failure: pool with such name exists']);
  expect(names()).toEqual(['hs-pool', 'a', 'b']);
  // globals lived in memory
  await paste(router, ':global kept 5');
  router.fault('power-cut');
  router.mend();
  expect(await paste(router, ':put [:typeof $kept]')).toBe('nothing');
});

test('a certificate that the console signs is the one that api-ssl shows', async () => {
  await using fleet = await start({ tlsPort: 0 });
  const router = fleet.routers[0]!;
  await paste(
    router,
    `/certificate add name=sd-api common-name=sd-api days-valid=3650
/certificate sign sd-api
/certificate export-certificate sd-api file-name=flash/sd-api
/ip service set api-ssl certificate=sd-api`,
  );
  const pem = router.rows('/file').find(({ name }) => name === 'flash/sd-api.crt')!.contents!;
  const socket = connect({
    port: router.tlsPort!,
    host: '127.0.0.1',
    ca: pem,
    checkServerIdentity: () => undefined,
  });
  await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  expect(socket.authorized).toBe(true);
  socket.destroy();
  expect(JSON.stringify(router.rows('/certificate'))).not.toContain('PRIVATE');
});

test('what a console of 6.49 writes as a file: print to it, then its contents', async () => {
  await using fleet = await start({ version: '6.49.18' });
  const router = fleet.routers[0]!;
  await paste(router, '/file print file=flash/sd\n/file set [find name=flash/sd.txt] contents="isi baru é"');
  expect(router.rows('/file').find(({ name }) => name === 'flash/sd.txt')).toMatchObject({
    contents: 'isi baru é',
  });
});
