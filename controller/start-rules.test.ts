import { expect, test } from 'vitest';
import { judgeSettings, trustOf } from './start-rules.ts';

const set = {
  portalPublicUrl: 'https://wifi.example.go.id',
  opsPublicUrl: 'https://sinyal.example.go.id',
  trustedProxy: '127.0.0.1',
};

test.each<
  [
    why: string,
    settings: Partial<typeof set> | object,
    real: number,
    refusal: RegExp | null,
    warned: RegExp[],
  ]
>([
  ['all is there', {}, 12, null, []],
  [
    'no portal address, no router yet',
    { portalPublicUrl: null },
    0,
    null,
    [/first real router will need it/],
  ],
  [
    'no portal address, one router',
    { portalPublicUrl: null },
    1,
    /PORTAL_PUBLIC_URL is not set, and there are 1 real router,/,
    [],
  ],
  [
    'a portal that is the phone itself',
    { portalPublicUrl: 'http://localhost:8081' },
    2,
    /every phone takes for itself.*2 real routers/,
    [],
  ],
  ['the same before there are routers', { portalPublicUrl: 'http://127.0.0.1:8081' }, 0, null, []],
  ['no dashboard address', { opsPublicUrl: null }, 3, null, [/OPS_PUBLIC_URL is not set/]],
  ['https without a proxy that is trusted', { trustedProxy: null }, 3, null, [/TRUSTED_PROXY is not set/]],
  ['http without a proxy', { opsPublicUrl: 'http://10.0.0.5:8080', trustedProxy: null }, 3, null, []],
])('%s', (_why, settings, real, refusal, warned) => {
  const judged = judgeSettings({ ...set, ...settings }, real);
  if (refusal === null) expect(judged.refusal).toBeNull();
  else expect(judged.refusal).toMatch(refusal);
  expect(judged.warnings).toHaveLength(warned.length);
  for (const [n, sentence] of warned.entries()) expect(judged.warnings[n]).toMatch(sentence);
});

test.each<[trusted: string | null, address: string | undefined, believed: boolean]>([
  [null, '127.0.0.1', false],
  ['127.0.0.1', '127.0.0.1', true],
  ['127.0.0.1', '::ffff:127.0.0.1', true],
  ['127.0.0.1', '127.0.0.2', false],
  ['loopback', '127.0.0.2', true],
  ['loopback', '::1', true],
  ['10.1.0.0/16, fd00::/8', '10.1.200.3', true],
  ['10.1.0.0/16, fd00::/8', '10.2.0.1', false],
  ['10.1.0.0/16, fd00::/8', 'fd00::7', true],
  ['10.1.0.0/16', undefined, false],
])('of TRUSTED_PROXY=%s, %s is believed: %s', (trusted, address, believed) => {
  expect(trustOf(trusted)(address)).toBe(believed);
});
