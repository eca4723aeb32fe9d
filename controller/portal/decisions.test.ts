import { expect, test } from 'vitest';
import { rejectCodes } from '../access/index.ts';
import { sealerOf } from '../platform/seal.ts';
import { type KnownLogin, loginAddress } from './login-address.ts';
import { createPace } from './pace.ts';
import { routerPages } from './router-pages.ts';
import { checkForm, formStamp, readWelcome, welcomeStamp } from './stamps.ts';
import { texts } from './texts/index.ts';
import { inOrder } from './told.ts';
import { troubleOf } from './trouble-of.ts';

const own = 'http://login.sukamaju.lan/login';
const router: KnownLogin = {
  loginHosts: ['10.5.50.1', 'login.sukamaju.lan'],
  loginOrigin: null,
  simulated: false,
};

test.each<[given: string | null, address: string]>([
  [null, own],
  ['', own],
  [own, own],
  ['https://login.sukamaju.lan/login', 'https://login.sukamaju.lan/login'],
  ['http://10.5.50.1/login', 'http://10.5.50.1/login'],
  ['http://LOGIN.sukamaju.lan/login', 'http://LOGIN.sukamaju.lan/login'],
  ['http://login.sukamaju.lan:80/login', 'http://login.sukamaju.lan:80/login'],
  ['https://login.sukamaju.lan:443/login', 'https://login.sukamaju.lan:443/login'],
  ['http://login.sukamaju.lan:8080/login', own],
  ['http://login.sukamaju.lan:443/login', own],
  ['https://login.sukamaju.lan:80/login', own],
  ['http://evil.example/login', own],
  ['http://login.sukamaju.lan.evil.example/login', own],
  ['http://evil.example/login.sukamaju.lan/login', own],
  ['http://login.sukamaju.lan@evil.example/login', own],
  ['http://evil.example#login.sukamaju.lan/login', own],
  ['http://evil.example\\@login.sukamaju.lan/login', own],
  ['http://login.sukamaju.lan/login?dst=http://evil.example', own],
  ['http://login.sukamaju.lan/login#x', own],
  ['http://login.sukamaju.lan/../login', own],
  ['http://login.sukamaju.lan//login', own],
  ['http://login.sukamaju.lan/', own],
  ['http://login.sukamaju.lan/logout', own],
  ['//login.sukamaju.lan/login', own],
  ['ftp://login.sukamaju.lan/login', own],
  ['javascript:alert(1)//login', own],
  ['data:text/html,<b>/login', own],
  ['http://10.5.50.2/login', own],
  ['http://0x0a053202/login', own],
  ['http://login.sukamaju.lan /login', own],
  ['http://login.sukamaju.lan\r\nX: y/login', own],
  [`http://login.sukamaju.lan/login${'x'.repeat(3_000)}`, own],
])('a login address %j becomes %j', (given, address) => {
  expect(loginAddress(given, router)).toBe(address);
});

test.each<[why: string, given: string | null, known: Partial<KnownLogin>, address: string | null]>([
  ['nothing is known', own, { loginHosts: [] }, null],
  ['only an address is known', null, { loginHosts: ['10.5.50.1'] }, 'http://10.5.50.1/login'],
  ['an origin is stored', null, { loginOrigin: 'http://127.0.0.1:8091' }, 'http://127.0.0.1:8091/login'],
  [
    'the stored origin is given',
    'http://127.0.0.1:8091/login',
    { loginOrigin: 'http://127.0.0.1:8091' },
    'http://127.0.0.1:8091/login',
  ],
  [
    'another port than the stored',
    'http://127.0.0.1:8092/login',
    { loginOrigin: 'http://127.0.0.1:8091' },
    'http://127.0.0.1:8091/login',
  ],
  [
    'a phone’s own port at a simulated router',
    'http://10.5.50.1:40123/login',
    { simulated: true },
    'http://10.5.50.1:40123/login',
  ],
  ['another host at a simulated router', 'http://evil.example:40123/login', { simulated: true }, own],
])('%s', (_why, given, known, address) => {
  expect(loginAddress(given, { ...router, ...known })).toBe(address);
});

test.each([
  ['SD-QUOTA', 'quota'],
  [' SD-USED ', 'again'],
  ['radius-timeout', 'no-answer'],
  ['RADIUS server is not responding', 'no-answer'],
  ['no more sessions are allowed for user 02:11:22:33:44:55', 'still-connected'],
  ['invalid username (02:11:22:33:44:55): this MAC address is not yours', 'other-phone'],
  ['invalid username or password', 'again'],
  ['user 02:11:22:33:44:55 has reached traffic limit', 'quota'],
  ['already authorizing, retry later', 'under-way'],
  ['session limit reached (200)', 'full'],
  ['hotspot service is shutting down', 'restarting'],
  ['toString', 'unknown'],
  ['<script>alert(1)</script>', 'unknown'],
])('the router’s %j means %s', (error, trouble) => expect(troubleOf(error)).toBe(trouble));

test('every code that RADIUS gives has its sentence, in both languages', () => {
  for (const code of rejectCodes) {
    const trouble = troubleOf(code);
    expect(trouble).not.toBe('unknown');
    for (const { trouble: sentences } of Object.values(texts)) expect(sentences[trouble]).toMatch(/\.$/);
  }
});

test('the gravest stands first, among equals the newest', () => {
  const one = (title: string, severity: 'info' | 'caution' | 'danger', from: string) => ({
    title,
    severity,
    from,
  });
  const order = inOrder([
    one('old news', 'info', '2026-11-01T00:00:00Z'),
    one('flood', 'danger', '2026-10-01T00:00:00Z'),
    one('new news', 'info', '2026-11-20T00:00:00Z'),
    one('works', 'caution', '2026-11-02T00:00:00Z'),
  ]);
  expect(order.map(({ title }) => title)).toEqual(['flood', 'works', 'new news', 'old news']);
});

const sealer = sealerOf(Buffer.alloc(32, 1));
const now = new Date('2026-11-25T03:00:00Z');
const mac = '02:11:22:33:44:55';

test.each<
  [
    why: string,
    changes: { key?: string; mac?: string; later?: number; change?: (stamp: string) => string },
    is: string,
  ]
>([
  ['at once', {}, 'good'],
  ['after two hours', { later: 7_200_000 }, 'good'],
  ['after more than two hours', { later: 7_200_001 }, 'old'],
  ['before it was made', { later: -1 }, 'old'],
  ['at another router', { key: 'other' }, 'wrong'],
  ['for another phone', { mac: '02:11:22:33:44:56' }, 'wrong'],
  [
    'a letter changed',
    { change: (stamp) => `${stamp.startsWith('m') ? 'n' : 'm'}${stamp.slice(1)}` },
    'wrong',
  ],
  ['without proof', { change: (stamp) => stamp.slice(0, stamp.lastIndexOf('.')) }, 'wrong'],
  ['the welcome stamp', { change: () => welcomeStamp(sealer, 'key', 'x-021122334455-y') }, 'wrong'],
  ['nothing', { change: () => '' }, 'wrong'],
  ['a point', { change: () => '.' }, 'wrong'],
])(
  'a form’s stamp is judged %s',
  (_why, { key = 'key', mac: asked = mac, later = 0, change = (x) => x }, is) => {
    const stamp = change(formStamp(sealer, 'key', mac, now));
    expect(checkForm(sealer, key, asked, stamp, new Date(now.getTime() + later))).toBe(is);
  },
);

test('stamps of the same page, phone and time differ; another key opens none', () => {
  const [one, two] = [formStamp(sealer, 'key', mac, now), formStamp(sealer, 'key', mac, now)];
  expect(one).not.toBe(two);
  expect(checkForm(sealerOf(Buffer.alloc(32, 2)), 'key', mac, one, now)).toBe('wrong');
  expect(readWelcome(sealer, 'key', welcomeStamp(sealer, 'key', 'abc'))).toBe('abc');
  expect(readWelcome(sealer, 'other', welcomeStamp(sealer, 'key', 'abc'))).toBeNull();
  expect(readWelcome(sealer, 'key', one)).toBeNull();
});

test('a router’s logins are slowed beyond a burst, others are not touched', () => {
  const pace = createPace(3, 1, 10);
  expect([0, 0, 0, 0, 999, 1_000, 1_000].map((at) => pace('a', at))).toEqual([
    true,
    true,
    true,
    false,
    false,
    true,
    false,
  ]);
  expect(pace('b', 1_000)).toBe(true);
});

test('the router’s pages are small, without script, and escape every variable within an address', () => {
  const pages = routerPages({ portalOrigin: 'https://wifi.example.id', portalKey: 'k3v9x1' });
  expect(Object.keys(pages)).toEqual(['rlogin.html', 'login.html', 'alogin.html']);
  for (const page of Object.values(pages)) {
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(4_096);
    expect(page).not.toMatch(/<script|onload|https?:\/\/(?!wifi\.example\.id)/);
    for (const [, name] of page.matchAll(/[?&;][a-z]+=(?:T-)?\$\(([a-z-]+)\)/g)) {
      expect(name === 'trial' || name?.endsWith('-esc'), name).toBe(true);
    }
    expect(page.match(/\$\(if /g)?.length ?? 0).toBe(page.match(/\$\(endif\)/g)?.length ?? 0);
  }
  expect(pages['rlogin.html']).toContain('$(if http-status == 302)');
  expect(pages['rlogin.html']).toContain(
    '$(if http-header == "Location")https://wifi.example.id/p/k3v9x1?mac=$(mac-esc)&login=$(link-login-only-esc)&trial=$(trial)$(endif)',
  );
  expect(pages['alogin.html']).toContain('$(if http-header == "Location")$(link-redirect)$(endif)');
});
