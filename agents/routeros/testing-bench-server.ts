/** A router that only repeats itself, as fast as it can, in a process of its own: what remains in ours is the client's work. */
import { createServer } from 'node:net';
import { encodeSentence, SentenceReader } from '../simulator/api/codec.ts';

const row = (count: number, words: (i: number) => string[]): string[][] =>
  [...Array(count).keys()].map((i) => ['!re', ...words(i)]);

/** 49 rows: resource, health, six interfaces, twenty people, twenty leases. */
const ROWS: Readonly<Record<string, string[][]>> = {
  '/system/resource/print': row(1, () => [
    '=uptime=2w3d4h5m6s',
    '=version=7.20 (stable)',
    '=free-memory=104700085',
    '=cpu-count=4',
    '=cpu-load=8',
    '=board-name=hAP ax lite LTE6',
  ]),
  '/system/health/print': row(2, (i) => [`=name=${['voltage', 'temperature'][i]}`, '=value=24.1', '=type=V']),
  '/interface/print': row(6, (i) => [
    `=.id=*${i}`,
    `=name=ether${i}`,
    `=default-name=ether${i}`,
    '=type=ether',
    '=running=true',
    '=disabled=false',
    '=rx-byte=123456789012',
    '=tx-byte=9876543210',
    '=comment=AP balai désa',
  ]),
  '/ip/hotspot/active/print': row(20, (i) => [
    `=.id=*8000${i}`,
    '=server=hotspot1',
    `=user=T-${i}`,
    `=address=10.5.50.${i}`,
    '=mac-address=02:11:22:33:44:55',
    '=login-by=http-pap',
    '=uptime=1h2m3s',
    '=bytes-in=1234567',
    '=bytes-out=7654321',
  ]),
  '/ip/dhcp-server/lease/print': row(20, (i) => [
    `=.id=*${i}`,
    `=address=10.5.50.${i}`,
    '=mac-address=02:11:22:33:44:55',
    '=status=bound',
    '=expires-after=30m',
    '=host-name=Galaxy-A05',
  ]),
};

const server = createServer({ noDelay: true }, (socket) => {
  const reader = new SentenceReader();
  socket.on('error', () => {});
  socket.on('data', (chunk: Buffer) => {
    const out: Buffer[] = [];
    for (const words of reader.read(chunk)) {
      const tag = words.filter((word) => word.startsWith('.tag='));
      for (const reply of [...(ROWS[words[0]!] ?? []), ['!done']])
        out.push(encodeSentence([...reply, ...tag]));
    }
    socket.write(Buffer.concat(out));
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(address && typeof address === 'object' ? address.port : 0);
});
process.once('disconnect', () => process.exit(0));
