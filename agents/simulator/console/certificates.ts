import { createHash, X509Certificate } from 'node:crypto';
import { selfSigned } from '../certificate.ts';
import type { Doing } from './actions.ts';
import { Failure } from './failure.ts';
import { keepFile } from './files.ts';
import { textOf, type Value } from './value.ts';

function chosen({ host: { router }, args }: Doing, argument: string): Record<string, string> {
  const wanted = textOf(args.get(argument));
  const row = router.state.table('/certificate').find(wanted);
  if (!row) throw new Failure('no such item');
  return row;
}

/** `/certificate sign`: self-signed, as without `ca=`. */
export async function signCertificate(doing: Doing): Promise<Value> {
  const row = chosen(doing, 'number');
  if (row['pem-certificate']) throw new Failure('failure: already signed');
  const { state } = doing.host.router;
  const made = selfSigned(row['common-name'] || row.name!, state.clock());
  const read = new X509Certificate(made.cert);
  Object.assign(row, {
    'pem-certificate': made.cert,
    'pem-key': made.key,
    'private-key': 'true',
    trusted: 'true',
    fingerprint: createHash('sha256').update(read.raw).digest('hex'),
  });
  const name = textOf(doing.args.get('name'));
  if (name !== '') row.name = name;
  doing.run.put('  progress: done');
  return undefined;
}

/** `/certificate export-certificate`: `NAME.crt`, or as `file-name=` says. */
export async function exportCertificate(doing: Doing): Promise<Value> {
  const row = chosen(doing, 'numbers');
  if (!row['pem-certificate']) throw new Failure('failure: certificate is not signed');
  const file = textOf(doing.args.get('file-name')) || `cert_export_${row.name}`;
  keepFile(doing.host.router, `${file}.crt`, row['pem-certificate']);
  return undefined;
}
