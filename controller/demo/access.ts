import type { AccessPlan, NewAccessPlan, NewVoucherBatch, VoucherBatch, Week } from '#contract/access.ts';
import type { OpsClient } from './ops-client.ts';

const pupils: NewAccessPlan = {
  name: 'pelajar',
  downloadKbps: 3_000,
  uploadKbps: 1_000,
  dayMinutes: 180,
  dayBytes: '1073741824',
  idleMinutes: 20,
  fair: { downloadKbps: 512, uploadKbps: 256 },
  rememberDays: 7,
  hours: null,
};

/** Round the clock: whenever the demo is looked at, phones get in. */
const always: Week = Array.from({ length: 7 }, () => [[0, 1_440]]);

/** Plans, hours and vouchers of the demo; an earlier demo has left them. */
export async function makeAccess(ops: OpsClient, villages: readonly string[]): Promise<void> {
  const plans = await ops.get<AccessPlan[]>('/api/access/plans');
  const known = plans.find(({ name }) => name === pupils.name);
  const plan = known ?? (await ops.send<AccessPlan>('POST', '/api/access/plans', pupils));
  const batches = await ops.get<VoucherBatch[]>('/api/access/voucher-batches');
  if (batches.length > 0) return;
  await ops.send('PUT', '/api/access/hours', { village: null, week: always });
  const issue = (batch: Omit<NewVoucherBatch, 'planId' | 'usableUntil'>) =>
    ops.send('POST', '/api/access/voucher-batches', { ...batch, planId: plan.id, usableUntil: null });
  const shared = { villages: villages.slice(0, 3), devices: 1 };
  await issue({
    ...shared,
    kind: 'voucher',
    count: 24,
    validMinutes: 1_440,
    note: 'Pelatihan karang taruna',
  });
  await issue({ ...shared, kind: 'officer', count: 2, validMinutes: null, note: 'Perangkat desa' });
}
