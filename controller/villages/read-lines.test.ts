import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_LINES, readLines } from './read-lines.ts';

const HEADER = 'village_code,router_name,host,port,tls,username,password,uplink';
const LINE = '16.10.06.2021,sukamaju,10.20.0.2,8728,false,sd-monitor,geheim,lte';
const read = (text: string) => readLines(Buffer.from(text));
/** line:column */
const places = (text: string) => read(text).faults.map((fault) => `${fault.line}:${fault.column}`);

test('a plain file is read, with what it does not say as null', () => {
  const { lines, columns, faults } = read(`${HEADER}\n${LINE}\n`);
  expect(faults).toEqual([]);
  expect([...columns]).toEqual(HEADER.split(','));
  expect(lines).toEqual([
    {
      at: 2,
      line: {
        village_code: '16.10.06.2021',
        router_name: 'sukamaju',
        host: '10.20.0.2',
        port: 8728,
        tls: false,
        username: 'sd-monitor',
        password: 'geheim',
        uplink: 'lte',
        via: null,
        action_username: null,
        action_password: null,
        serial: null,
        nas_identifier: null,
        radius_secret: null,
        contact_name: null,
        contact_phone: null,
        provider: null,
        customer_no: null,
        pln_id: null,
        paid_until: null,
        data_quota_gb: null,
      },
    },
  ]);
});

const semicolons = (text: string) => text.replaceAll(',', ';');
test.each<[why: string, file: string | Buffer]>([
  [
    'semicolons, BOM and CRLF, as an Indonesian Excel saves it',
    `\ufeff${semicolons(HEADER)}\r\n${semicolons(LINE)}\r\n`,
  ],
  ['what Excel is told by its first line', `sep=;\r\n${semicolons(HEADER)}\r\n${semicolons(LINE)}\r\n`],
  [
    'tabs in UTF-16, Excel’s "Unicode text"',
    Buffer.from(`\ufeff${HEADER}\r\n${LINE}\r\n`.replaceAll(',', '\t'), 'utf16le'),
  ],
  ['old Mac line ends', `${HEADER}\r${LINE}\r`],
  ['no line end at the end', `${HEADER}\n${LINE}`],
  ['quotes around everything', `${HEADER}\n${LINE.replaceAll(/[^,]+/g, '"$&"')}\n`],
  ['spaces around cells', `${HEADER.replaceAll(',', ' , ')}\n${LINE.replaceAll(',', ' ,  ')}\n`],
  ['empty lines, and lines of empty cells', `\n${HEADER}\n\n,,,,,,,\n${LINE}\n,,,,,,,\n`],
  [
    'columns in another order',
    'uplink,password,username,tls,port,host,router_name,village_code\nlte,geheim,sd-monitor,no,8728,10.20.0.2,sukamaju,16.10.06.2021\n',
  ],
])('%s is the same file', (_why, file) => {
  const { lines, faults } = typeof file === 'string' ? read(file) : readLines(file);
  expect(faults).toEqual([]);
  expect(lines.map(({ line }) => line)).toEqual(read(`${HEADER}\n${LINE}\n`).lines.map(({ line }) => line));
});

test('quoted cells hold commas, quotes and a name in the code page of Windows', () => {
  const file = `${HEADER},contact_name,customer_no\n${LINE},"Raden ""Cik"" Ali, Pak Ren\u00e9",1-2\n`;
  const contact = 'Raden "Cik" Ali, Pak Ren\u00e9';
  expect(readLines(Buffer.from(file, 'latin1')).lines[0]?.line.contact_name).toBe(contact);
  expect(readLines(Buffer.from(file)).lines[0]?.line.contact_name).toBe(contact);
});

test.each<[column: string, bad: string, says: string]>([
  ['village_code', '16.10.06', 'kode desa'],
  ['router_name', '', 'kosong'],
  ['router_name', 'x'.repeat(61), '60 huruf'],
  ['host', 'http://10.0.0.1', 'tanpa http://'],
  ['host', '10.0.0.1:8728', 'tanpa port'],
  ['host', 'ada spasi', 'alamat IP'],
  ['port', '0', '65535'],
  ['port', '65536', '65535'],
  ['port', 'api', 'bukan "api"'],
  ['port', '', 'kosong'],
  ['tls', 'mungkin', 'true atau false'],
  ['username', '', 'nama pengguna'],
  ['uplink', 'satelit', 'lte, vsat, radio, atau fibre'],
  ['via', 'laut', 'direct atau hub'],
  ['nas_identifier', 'a b c d', 'RADIUS'],
  ['radius_secret', 'pendek', 'rahasia RADIUS'],
  ['contact_phone', 'telepon', '+62'],
  ['paid_until', '31/12/2026', '2026-12-31'],
  ['paid_until', '2026-02-30', 'tanggal'],
  ['data_quota_gb', '-1', 'lebih dari 0'],
  ['data_quota_gb', 'banyak', 'bilangan'],
])('%s "%s" is told with its line and column', (column, bad, says) => {
  const names = HEADER.split(',');
  const cells = LINE.split(',');
  if (!names.includes(column)) names.push(column);
  cells[names.indexOf(column)] = bad;
  const { lines, faults } = read(`${names}\n${LINE}${names.length > 8 ? ',' : ''}\n${cells}\n`);
  expect(faults).toEqual([{ line: 3, column, message: expect.stringContaining(says) }]);
  expect(lines).toHaveLength(1);
});

test('a secret that is too short or too long is not repeated', () => {
  const file = `${HEADER},radius_secret\n${LINE.replace('geheim', 'g'.repeat(201))},pendek\n`;
  const told = JSON.stringify(read(file).faults);
  expect(told).not.toMatch(/ggg|pendek/);
});

test('a comma in a name without quotes is told with what to do, in each such line', () => {
  const file = `${HEADER},contact_name\n${LINE},Pak Ali, SH\n${LINE},Bu Sri\n${LINE},Haji, Dr\n`;
  const { lines, faults } = read(file);
  expect(lines).toHaveLength(1);
  expect(faults.map(({ line, message }) => [line, message.includes('tanda kutip')])).toEqual([
    [2, true],
    [4, true],
  ]);
});

test('lines below a line for Excel are counted as an editor counts them', () => {
  expect(places(`sep=,\n${HEADER}\n${LINE.replace('8728', 'x')}\n`)).toEqual(['3:port']);
});

test('all faults of all lines are told, each in its place', () => {
  const bad = LINE.replace('8728', 'x').replace('lte', 'kabel');
  expect(places(`${HEADER}\n${bad}\n${LINE}\n${LINE.replace('false', '?')}\n`)).toEqual([
    '2:port',
    '2:uplink',
    '4:tls',
  ]);
});

test('lines are counted as an editor counts them, behind a cell of several lines too', () => {
  const quoted = `${HEADER},contact_name\r\n${LINE},"satu\r\ndua"\r\n\r\n${LINE.replace('8728', 'x')},\r\n`;
  // A line break within a name is itself no good.
  expect(places(quoted)).toEqual(['2:contact_name', '5:port']);
});

test.each<[why: string, file: string, faults: string[]]>([
  ['an empty file', '', ['1:null']],
  ['nothing but spaces', ' \n\n', ['1:null']],
  ['an unknown column', `${HEADER},warna\n`, ['1:warna']],
  ['a column without a name', `${HEADER},\n`, ['1:null']],
  ['a column twice', `${HEADER},host\n`, ['1:host']],
  ['two missing columns', HEADER.replace(',host', '').replace(',uplink', ''), ['1:host', '1:uplink']],
  ['a cell too few', `${HEADER}\n${LINE.replace(',lte', '')}\n`, ['2:null']],
  ['a cell too many', `${HEADER}\n${LINE},x\n`, ['2:null']],
  ['a quote that is not closed', `${HEADER}\n${LINE}\n"${LINE}\n${LINE}\n`, ['3:null']],
  ['a quote within a cell', `${HEADER}\n${LINE.replace('sukamaju', 'suka"maju')}\n`, ['2:null']],
  ['no router', `${HEADER}\n`, []],
  ['a wild control character', `${HEADER}\n${LINE.replace('geheim', 'ge\0heim')}\n`, ['2:password']],
  ['a name of the prototype', `${HEADER},constructor\n`, ['1:constructor']],
])('%s', (_why, file, faults) => expect(places(file)).toEqual(faults));

test('a file of too many lines is refused before it is read through', () => {
  const file = `${HEADER}\n${`${LINE}\n`.repeat(MOST_LINES + 1)}`;
  expect(read(file).faults).toEqual([{ line: MOST_LINES + 2, column: null, message: expect.any(String) }]);
});

test('whatever bytes come, faults are told and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const file = Buffer.concat([Buffer.from(`${HEADER}\n`), bytes]);
      const { lines, faults } = readLines(file);
      expect(lines.length + faults.length).toBeGreaterThanOrEqual(0);
      expect(faults.every((fault) => fault.line >= 1)).toBe(true);
    }),
  );
});
