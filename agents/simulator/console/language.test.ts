import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fleet, startFleet } from '../index.ts';

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({
    routers: 2,
    version: (i) => (i === 1 ? '6.49.18' : '7.20'),
    residents: 0,
    links: false,
  });
});
afterAll(() => fleet[Symbol.asyncDispose]());

const both = async (text: string): Promise<string[]> => {
  const said = [];
  for (const router of fleet.routers) said.push((await router.paste(text)).output);
  return said;
};

test.each<[text: string, said: string]>([
  [':put "a\\"b\\\\c\\$d\\_e\\41\\3F"', 'a"b\\c$d eA?'],
  [':put "one\\\n    two"', 'onetwo'],
  ['{ :local a 5; :put "x$a $[:len "abc"] $($a * 2)" }', 'x5 3 10'],
  ['{ :local "my name" 7; :put $"my name" }', '7'],
  [':put (1 + 2 * 3)', '7'],
  [':put ((1 + 2) * 3)', '9'],
  [':put (7 % 4 . "x")', '3x'],
  [':put ("a" . 1 . "b")', 'a1b'],
  [':put (2 > 1 && 1 > 2 || 3 != 4)', 'true'],
  [':put (not (1 = 1))', 'false'],
  [':put (!false and true)', 'true'],
  [':put ("abc" ~ "^a.c\\$")', 'true'],
  [':put (10.0.0.7 in 10.0.0.0/24)', 'true'],
  [':put (10.0.1.7 in 10.0.0.0/24)', 'false'],
  [':put (true = "true")', 'false'],
  [':put (5m = 300s)', 'true'],
  [':put 90061s', '1d01:01:01'],
  [':put [:typeof 10.0.0.1]', 'ip'],
  [':put [:typeof 10.0.0.0/8]', 'ip-prefix'],
  [':put [:typeof *1]', 'id'],
  [':put [:typeof 1d]', 'time'],
  [':put [:typeof yes]', 'bool'],
  [':put [:typeof $unknown]', 'nothing'],
  [':put [:typeof [:find "abc" "z"]]', 'nil'],
  [':put [:typeof [:tonum "x"]]', 'nothing'],
  [':put [:find "hello" "l"]', '2'],
  [':put [:find "hello" "l" 2]', '3'],
  [':put [:pick "hello" 1 3]', 'el'],
  [':put [:len {1;2;"k"=3}]', '3'],
  ['{ :local a {"k"=3;5}; :put ($a->"k") }', '3'],
  ['{ :local a {4;5}; :put ($a->1) }', '5'],
  [':put [:tostr (1,2,3)]', '1;2;3'],
  [':put [:len [:toarray "a,b,c"]]', '3'],
  [':for i from=1 to=3 do={ :put $i }', '1\n2\n3'],
  [':for i from=6 to=1 step=-2 do={ :put $i }', '6\n4\n2'],
  [':foreach x in={1;2} do={ :put $x }', '1\n2'],
  [':foreach k,v in={"a"=1} do={ :put "$k $v" }', 'a 1'],
  ['{ :local n 0; :while ($n < 2) do={ :set n ($n + 1) }; :put $n }', '2'],
  ['{ :local n 0; :do { :set n ($n + 1) } while=($n < 3); :put $n }', '3'],
  [':if (1 = 2) do={ :put a } else={ :put b }', 'b'],
  [':if (1 = 1) \\\n do={ :put a }', 'a'],
  [':do { :error "x" } on-error={ :put caught }', 'caught'],
  ['{ :local f do={ :return ($1 + $more) }; :put [$f 1 more=2] }', '3'],
  ['{ :local f [:parse ":put parsed"]; $f }', 'parsed'],
  ['[[:parse ":put both"]]', 'both'],
  [':global g 5\n:put $g\n:set g 6\n:put "$g"', '5\n6'],
  [':local gone 5\n:put "[$gone]"', '[]'],
  ['# a comment\n:put 1; # another\n:put 2', '1\n2'],
  [
    '/ip hotspot profile\n:put [get default name]\n..\n:put [find]\n/\n/system identity\n:put [print count-only]',
    'default\n*1\n1\n1',
  ],
  ['/ip service { :put [get api port]; :put [get [find name=ssh] value-name=port] }', '8728\n22'],
  ['/ip service\n:put [get [find where name="api" and disabled=no] port]', '8728'],
  [':put [:len [/ip service find name~"^api" or name=ssh]]', '3'],
  [':put [:len [/ip service find !disabled]]', '3'],
  // a variable named like a property is the property: each row equals itself
  ['{ :local name "api"; :put [:len [/ip service find name=$name]] }', '8'],
  ['{ :local wanted "api"; :put [:len [/ip service find name=$wanted]] }', '1'],
])('%s', async (text, said) => {
  expect(await both(text)).toEqual([said, said]);
});

const place = (line: number, column: number): string => `(line ${line} column ${column})`;
test.each<[version: string, text: string, said: string]>([
  // seen on 7.21.5 and 7.23.2
  ['7.20', '/system/resource/print bogus=1', `expected end of command ${place(1, 24)}`],
  ['7.20', '/nonsense/command', `syntax error ${place(1, 10)}`],
  ['7.20', ':local MAX_A 5', `expected end of command ${place(1, 11)}`],
  ['7.20', '/system identity set name= other=1', `expected end of command ${place(1, 33)}`],
  ['6.49', '/ip service get value-name=port api x', `expected end of command ${place(1, 37)}`],
  [
    '6.49',
    ':put [/ip service get value-name=nosuch number=api]',
    'input does not match any value of value-name',
  ],
  ['7.20', '/foo bar', `bad command name foo ${place(1, 2)}`],
  ['7.20', 'foo', `bad command name foo ${place(1, 1)}`],
  ['7.20', '/ip hotspot profile frob', `bad command name frob ${place(1, 21)}`],
  ['7.20', '/ip hotspot profile set default logn-by=mac', `expected end of command ${place(1, 33)}`],
  ['7.20', '/ip hotspot profile set default login-by=magic', 'input does not match any value of login-by'],
  [
    '7.20',
    '/ip hotspot profile set default use-radius=perhaps',
    'input does not match any value of use-radius',
  ],
  ['7.20', '/radius add address=1.2.3', 'invalid value for argument address'],
  [
    '7.20',
    '/radius add address=10.0.0.1 authentication-port=70000',
    'value of authentication-port out of range (0..65535)',
  ],
  [
    '7.20',
    '/ip address add address=1.2.3.4/24 interface=ether99',
    'input does not match any value of interface',
  ],
  ['7.20', '/ip service set nosuch disabled=yes', 'no such item'],
  ['7.20', ':put [/ip service get [find name=nosuch] port]', 'invalid internal item number'],
  ['7.20', '/user group add name=read', 'failure: already have such name'],
  ['7.20', '/interface bridge add name=ether1', 'failure: already have interface with such name'],
  ['7.20', '/ip dns get servers extra', `expected end of command ${place(1, 21)}`],
  ['7.20', ':put (1 +', ''],
  ['7.20', ':put )', `syntax error ${place(1, 6)}`],
  ['7.20', ':if ("a") do={ :put 1 }', 'conditional not boolean'],
  ['7.20', ':put (1 / 0)', 'division by zero'],
  ['7.20', ':while (true) do={}', 'action timed out'],
  // seen on 6.49.11
  ['6.49', '/system/identity/print', `expected command name ${place(1, 8)}`],
  ['6.49', 'identity print', `bad command name identity ${place(1, 1)}`],
  ['6.49', '/interface wireguard add name=x', `bad command name wireguard ${place(1, 12)}`],
  ['6.49', '/system ntp client set servers=a', `expected end of command ${place(1, 24)}`],
  ['7.20', '/system ntp client set primary-ntp=1.1.1.1', `expected end of command ${place(1, 24)}`],
  ['6.49', '/file add name=x contents=y', `bad command name add ${place(1, 7)}`],
  ['6.49', '/system device-mode print', `bad command name device-mode ${place(1, 9)}`],
])('%s refuses %s', async (version, text, said) => {
  const router = fleet.routers[version === '6.49' ? 0 : 1]!;
  const result = await router.paste(text);
  expect(result).toEqual({ output: said, errors: said === '' ? [] : [said], ok: false });
});

test('a line that is wrong is refused alone, what follows goes on', async () => {
  const result = await fleet.routers[1]!.paste(':put a\n/foo\n:put b');
  expect(result).toEqual({
    output: `a\nbad command name foo ${place(1, 2)}\nb`,
    errors: [`bad command name foo ${place(1, 2)}`],
    ok: false,
  });
});

test('an error in a block ends the block; what ran stays', async () => {
  const result = await fleet.routers[1]!.paste(
    '{\n/system identity set name=begun\n:error "stop"\n:put never\n}\n:put after',
  );
  expect(result.output).toBe('stop\nafter');
  expect(fleet.routers[1]!.name).toBe('begun');
});

test('a block with a wrong word is refused where it stands, and its later lines are commands of their own', async () => {
  const result = await fleet.routers[1]!.paste('{\n:put one\n:put (2 > "\n/foo\n:put loose\n}');
  expect(result.ok).toBe(false);
  const wrong = await fleet.routers[1]!.paste('{\n:put one\n/foo\n:put loose\n}');
  expect(wrong.errors).toEqual([
    `bad command name foo ${place(3, 2)}`,
    `expected command name ${place(1, 1)}`,
  ]);
  expect(wrong.output.split('\n')).toContain('loose');
  expect(wrong.output).not.toContain('one');
});

test('what a command lacks is asked for, and the next line is taken for the answer', async () => {
  const result = await fleet.routers[1]!.paste(
    '/interface bridge port add bridge=bridge-hotspot\n:put eaten\n:put read',
  );
  expect(result.errors).toEqual(['missing value(s) of argument(s) interface']);
  expect(result.output).not.toContain('eaten');
  expect(result.output).toContain('read');
});

test('half a paste leaves open what it did not close', async () => {
  const text = '{\n:put one\n}\n:put two';
  expect(await fleet.routers[1]!.paste(text, { untilLine: 2 })).toEqual({
    output: '',
    errors: [],
    ok: false,
  });
  expect((await fleet.routers[1]!.paste(text, { untilLine: 3 })).output).toBe('one');
  expect((await fleet.routers[1]!.paste(text, { cutAfterBytes: text.length - 2 })).output).toBe('one\nt');
});
