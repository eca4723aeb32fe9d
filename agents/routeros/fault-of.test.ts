import { expect, test } from 'vitest';
import { faultOf } from './fault-of.ts';
import type { FaultKind } from './router-fault.ts';

const failed = (code: string, message = code): Error => Object.assign(new Error(message), { code });

test.each<[why: string, error: unknown, kind: FaultKind]>([
  ['no route', failed('ENETUNREACH'), 'no-route'],
  [
    'no route to the host, known at once',
    failed('EHOSTUNREACH', 'connect EHOSTUNREACH x - Local (:::0)'),
    'no-route',
  ],
  [
    'somebody on the way said so',
    failed('EHOSTUNREACH', 'connect EHOSTUNREACH 10.0.0.1:8728'),
    'unreachable',
  ],
  ['no resolver', failed('EAI_AGAIN'), 'no-route'],
  ['out of file descriptors', failed('EMFILE'), 'no-route'],
  ['refused', failed('ECONNREFUSED'), 'refused'],
  ['the kernel gave up', failed('ETIMEDOUT'), 'timeout'],
  ['reset', failed('ECONNRESET'), 'closed'],
  ['written into nothing', failed('EPIPE'), 'closed'],
  ['a foreign certificate', failed('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls'],
  [
    'several addresses: the last',
    new AggregateError([failed('ENETUNREACH'), failed('ECONNREFUSED')]),
    'refused',
  ],
  ['no error at all', 'strange', 'tls'],
])('%s', (_why, error, kind) => expect(faultOf(error, 'connect')).toMatchObject({ kind, phase: 'connect' }));
