/**
 * The language of hotspot pages (manual, page Hotspot customisation): `$(name)`, `$(name-esc)`,
 * `$(if x)`, `$(if x == v)`, `$(if x != v)`, `$(elif …)`, `$(else)`, `$(endif)`. Two conditions set instead of test:
 * `$(if http-status == 302)reason$(endif)` and `$(if http-header == "Location")value$(endif)`.
 */
export type Variables = (name: string) => string | undefined;

export interface Page {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Condition {
  readonly name: string;
  readonly operator: '==' | '!=' | undefined;
  readonly value: string;
}

type Node = string | { variable: string } | { branches: { when: Condition | undefined; nodes: Node[] }[] };

const TOKEN = /\$\(([^()]*)\)/g;
const CONDITION = /^\s*([\w.[\]-]+)\s*(?:(==|!=)\s*(?:"([^"]*)"|'([^']*)'|(.*?)))?\s*$/;

function condition(text: string): Condition {
  const [, name = '', operator, double, single, bare] = CONDITION.exec(text) ?? [];
  return { name, operator: operator as Condition['operator'], value: double ?? single ?? bare ?? '' };
}

/** A page as a tree. What is open at the end ends there. */
function parse(source: string): Node[] {
  const root: Node[] = [];
  const open: { branches: { when: Condition | undefined; nodes: Node[] }[] }[] = [];
  let nodes = root;
  let at = 0;
  for (const match of source.matchAll(TOKEN)) {
    if (match.index > at) nodes.push(source.slice(at, match.index));
    at = match.index + match[0].length;
    const [, word = '', rest = ''] = /^(if|elif|else|endif)\b(.*)$/s.exec(match[1]!.trim()) ?? [];
    const last = open.at(-1);
    if (word === 'if') {
      const node = { branches: [{ when: condition(rest), nodes: [] as Node[] }] };
      nodes.push(node);
      open.push(node);
      nodes = node.branches[0]!.nodes;
    } else if ((word === 'elif' || word === 'else') && last) {
      const branch = { when: word === 'elif' ? condition(rest) : undefined, nodes: [] as Node[] };
      last.branches.push(branch);
      nodes = branch.nodes;
    } else if (word === 'endif' && last) {
      open.pop();
      nodes = open.at(-1)?.branches.at(-1)?.nodes ?? root;
    } else if (word === '') nodes.push({ variable: match[1]!.trim() });
  }
  if (at < source.length) nodes.push(source.slice(at));
  return root;
}

/** URL-escaped, bytes of the page's own charset. */
export const escaped = (value: string): string =>
  [...Buffer.from(value, 'latin1')]
    .map((byte) =>
      /[\w.~-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`,
    )
    .join('');

/** Fit for a header or a status line: control characters would split it. */
const oneLine = (text: string): string =>
  [...text.trim()].filter((char) => char >= ' ' && char !== '\x7f').join('');

function lookUp(name: string, variables: Variables): string {
  const own = variables(name);
  if (own !== undefined) return own;
  return name.endsWith('-esc') ? escaped(variables(name.slice(0, -4)) ?? '') : '';
}

function holds({ name, operator, value }: Condition, variables: Variables): boolean {
  const own = lookUp(name, variables);
  return operator === undefined ? own !== '' : (own === value) === (operator === '==');
}

/** Renders a page: its text, and the status and headers that it sets. */
export function render(source: string, variables: Variables): Page {
  let status = 200;
  let reason = 'OK';
  const headers: Record<string, string> = {};
  const draw = (nodes: readonly Node[]): string => {
    let text = '';
    for (const node of nodes) {
      if (typeof node === 'string') text += node;
      else if ('variable' in node) text += lookUp(node.variable, variables);
      else text += drawBranches(node.branches);
    }
    return text;
  };
  const drawBranches = (branches: readonly { when: Condition | undefined; nodes: Node[] }[]): string => {
    for (const { when, nodes } of branches) {
      if (when?.name === 'http-status' && when.operator === '==') {
        const wanted = Number(when.value);
        if (wanted >= 100 && wanted <= 599) [status, reason] = [wanted, oneLine(draw(nodes))];
        return '';
      }
      if (when?.name === 'http-header' && when.operator === '==') {
        headers[when.value] = oneLine(draw(nodes));
        return '';
      }
      if (when === undefined || holds(when, variables)) return draw(nodes);
    }
    return '';
  };
  const body = draw(parse(source));
  return { status, reason, headers, body };
}
