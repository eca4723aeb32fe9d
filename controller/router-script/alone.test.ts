import { expect, test } from 'vitest';
import { browse } from '../../agents/simulator/testing/browse.ts';
import { type FactoryOptions, factoryRouter } from './testing.ts';

const PROBE = 'http://connectivitycheck.gstatic.com/generate_204';

/** A router that was set up by the script, and a phone in its village. */
async function village(version: string, options: FactoryOptions = {}) {
  const bench = await factoryRouter(version, { netwatchSeconds: 0.02, ...options });
  const { router } = bench;
  expect(await bench.paste(bench.script())).toContain('SELESAI');
  const profile = () =>
    router.rows('/ip/hotspot/profile').find(({ name }) => name === 'sd-hsprof1' || name === 'sd-default')!;
  const shows = () => profile()['html-directory-override'];
  const phone = await router.phone();
  return {
    ...bench,
    phone,
    shows,
    trial: () => profile()['login-by']!.includes('trial'),
    becomes: (folder: string) => expect.poll(shows, { timeout: 10_000 }).toBe(folder),
    /** What the phone gets for its own probe. */
    probe: () => browse(phone.port, PROBE),
    async [Symbol.asyncDispose]() {
      await phone.close();
      await bench[Symbol.asyncDispose]();
    },
  };
}

test('the portal falls silent: the phone’s probe meets our page with the trial login, which works; and back', async () => {
  await using at = await village('7.20');
  expect([at.shows(), at.trial()]).toEqual(['flash/sinyal', false]);
  expect((await at.probe()).status).toBe(302);
  await at.silence();
  await at.becomes('flash/sinyal-pusat');
  expect(at.trial()).toBe(true);
  const seen = await at.probe();
  expect([seen.status, seen.location]).toEqual([200, undefined]);
  expect(seen.body).toContain('Pusat layanan wifi sedang tidak bisa dihubungi');
  const way = /<a href="([^"]+)">Pakai internet sementara/.exec(seen.body)![1]!.replaceAll('&amp;', '&');
  // The phone came before: its MAC login still waits for our RADIUS, and the page says to try again.
  const tap = async () => {
    await browse(at.phone.port, way);
    return [at.phone.online, at.phone.loginBy];
  };
  await expect.poll(tap, { timeout: 20_000, interval: 1_000 }).toEqual([true, 'trial']);
  await at.speak();
  await at.becomes('flash/sinyal');
  expect(at.trial()).toBe(false);
});

test('no internet at all: the page says so and since when, and offers no login', async () => {
  await using at = await village('7.20');
  at.router.fault('uplink-cut');
  await at.becomes('flash/sinyal-putus');
  expect(at.trial()).toBe(false);
  const { body } = await at.probe();
  expect(body).toMatch(/Internet desa sedang terputus sejak pukul \d\d:\d\d \(\d{4}-\d\d-\d\d\)/);
  expect(body).not.toContain('username=');
  at.router.mend();
  await at.becomes('flash/sinyal');
});

test.each(['tutup', 'h2001-01-01 00:00:00 24:00:00'])(
  'hours %s: nobody is let in without us',
  async (hours) => {
    await using at = await village('7.20', { hours });
    await at.silence();
    await at.becomes('flash/sinyal-pusat');
    expect(at.trial()).toBe(false);
    const { body } = await at.probe();
    expect(body).toContain('Internet sementara belum bisa dipakai');
    expect(body).not.toContain('username=');
  },
);

test('within the hours of today it lets in, whatever way the version writes a date', async () => {
  for (const version of ['7.20', '7.9']) {
    const wib = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    const [year, month, day] = wib.split('-');
    const old = `${['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'][Number(month) - 1]}/${day}/${year}`;
    const hours = [wib, old].map((date) => `h${date} 00:00:00 24:00:00`).join(',');
    await using at = await village(version, { hours });
    await at.silence();
    await at.becomes('flash/sinyal-pusat');
    expect([version, at.trial()]).toEqual([version, true]);
  }
});

test('pages that never came leave those that are there', async () => {
  await using at = await village('7.20');
  await at.paste('/file remove [find name="flash/sinyal-pusat/rlogin.html"]');
  await at.silence();
  await expect
    .poll(
      () => at.router.rows('/tool/netwatch').find(({ comment }) => comment === 'sinyal-desa portal')!.status,
    )
    .toBe('down');
  await at.router.scriptsDone();
  expect([at.shows(), at.trial()]).toEqual(['flash/sinyal', true]);
});
