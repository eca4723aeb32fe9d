import { expect, test } from 'vitest';
import { factoryRouter } from './testing.ts';

const WORDS = ['do', 'else', 'in', 'from', 'to', 'on-error'];

/** Each `name=` of a command, outside of strings and comments: where it stands in the text. */
function propertiesOf(script: string): { at: number; name: string }[] {
  const blank = (text: string) => ' '.repeat(text.length);
  const bare = script.replaceAll(/^#.*$/gm, blank).replaceAll(/"([^"\\]|\\.)*"/g, blank);
  return [...bare.matchAll(/(?<=[\s[])[a-z][a-z-]+(?=!?[=~])/g)]
    .map(({ index, 0: name }) => ({ at: index, name }))
    .filter(({ name }) => !WORDS.includes(name));
}

test.each(['7.20', '6.49.10'])(
  '%s: every misspelt property is refused by the router, and the script says that it is not through',
  { timeout: 60_000 },
  async (version) => {
    await using bench = await factoryRouter(version);
    const script = bench.script();
    expect(await bench.paste(script)).toContain('SELESAI');
    const properties = propertiesOf(script);
    expect(properties.length).toBeGreaterThan(100);
    const taken: string[] = [];
    for (const { at, name } of properties) {
      const said = await bench.paste(`${script.slice(0, at)}${name}x${script.slice(at + name.length)}`);
      const line = script.slice(0, at).split('\n').length;
      if (!said.includes('BELUM LENGKAP')) taken.push(`${line}: ${name} in ${script.split('\n')[line - 1]}`);
    }
    expect(taken).toEqual([]);
  },
);
