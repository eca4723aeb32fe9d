import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { dropped } from './hardening.ts';
import { RouterLink } from './router-link.ts';
import { startOne } from './testing-one.ts';
import { afterLogin, startRawRouter } from './testing-router.ts';

const MS = 2_000;

test('values with = in them, empty values, and what !done carries', async () => {
  await using one = await startOne();
  const link = await RouterLink.open(one.address);
  const added = await link.exec(['/system/script/add', '=name=a', '=source=x=1;y=', '=policy='], MS);
  expect(added).toEqual({ rows: [], done: { ret: expect.stringMatching(/^\*/) } });
  const shown = await link.exec(['/system/script/print', '=.proplist=source,policy', '?name=a'], MS);
  expect(shown.rows).toEqual([{ source: 'x=1;y=', policy: '' }]);
  link.close();
});

test('the challenge login of old routers, with a password beyond ASCII', async () => {
  const challenge = '0123456789abcdef0123456789abcdef';
  const answers: string[] = [];
  await using raw = await startRawRouter(({ words, reply }) => {
    if (words[0] !== '/login') return;
    const response = words.find((word) => word.startsWith('=response='));
    if (response) answers.push(response.slice(10));
    reply('!done', ...(response ? [] : [`=ret=${challenge}`]));
  });
  const link = await RouterLink.open({ ...raw.address, password: 'sandi-é' });
  const bytes = [Buffer.of(0), Buffer.from('sandi-é'), Buffer.from(challenge, 'hex')];
  expect(answers).toEqual([`00${createHash('md5').update(Buffer.concat(bytes)).digest('hex')}`]);
  link.close();
});

test.each([['invalid user name or password (6)'], ['cannot log in'], ['something new']])(
  'a login refused with %s is auth',
  async (message) => {
    await using raw = await startRawRouter(({ reply }) => {
      reply('!trap', `=message=${message}`);
      reply('!done');
    });
    await expect(RouterLink.open(raw.address)).rejects.toMatchObject({ kind: 'auth', phase: 'login' });
  },
);

test.each<[why: string, words: string[][]]>([
  ['rows', [['!re', '=a=1'], ['!re', '=a=2'], ['!done']]],
  ['a challenge that is none', [['!done', '=ret=zz']]],
])('a login answered by %s is unreadable, and nothing is left behind', async (_why, replies) => {
  await using raw = await startRawRouter(({ reply }) => replies.forEach((words) => void reply(...words)));
  await expect(RouterLink.open(raw.address)).rejects.toMatchObject({ kind: 'unreadable', phase: 'login' });
});

test('a trap tells category and message, and leaves the connection well', async () => {
  await using one = await startOne();
  const link = await RouterLink.open(one.address);
  await expect(link.exec(['/no/such'], MS)).rejects.toMatchObject({
    kind: 'trap',
    category: 0,
    message: 'no such command',
    isNoSuchCommand: true,
  });
  expect((await link.exec(['/system/identity/print'], MS)).rows).toEqual([{ name: 'desa-01' }]);
  link.close();
});

test('a trap without category and message, after rows', async () => {
  await using raw = await startRawRouter(
    afterLogin(({ reply }) => {
      reply('!re', '=a=1');
      reply('!trap');
      reply('!done');
    }),
  );
  const link = await RouterLink.open(raw.address);
  await expect(link.exec(['/x'], MS)).rejects.toMatchObject({ kind: 'trap', category: null });
  link.close();
});

test('fifty commands at once, answered in any order, never more than eight in flight', async () => {
  let open = 0;
  let most = 0;
  await using raw = await startRawRouter(
    afterLogin(({ words, reply }) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        reply('!re', `=echo=${words[1]!.slice(3)}`);
        reply('!done');
      }, Math.random() * 20);
    }),
  );
  const link = await RouterLink.open(raw.address);
  const asked = [...Array(50).keys()].map(String);
  const replies = await Promise.all(asked.map((i) => link.exec(['/x', `=i=${i}`], MS)));
  expect(replies.map(({ rows }) => rows[0]?.echo)).toEqual(asked);
  expect(most).toBe(8);
  link.close();
});

test('replies that are interleaved find their commands', async () => {
  const heard: ((...words: string[]) => void)[] = [];
  await using raw = await startRawRouter(
    afterLogin(({ reply }) => {
      if (heard.push(reply) < 2) return;
      const [a, b] = heard as [typeof reply, typeof reply];
      b('!re', '=of=b');
      a('!re', '=of=a');
      b('!done');
      a('!re', '=of=a');
      a('!done');
    }),
  );
  const link = await RouterLink.open(raw.address);
  const [a, b] = await Promise.all([link.exec(['/a'], MS), link.exec(['/b'], MS)]);
  expect([a.rows, b.rows]).toEqual([[{ of: 'a' }, { of: 'a' }], [{ of: 'b' }]]);
  link.close();
});

test('a thousand rows thirty times, and a word of 200 KB, arrive whole', async () => {
  const long = 'w'.repeat(200_000);
  await using raw = await startRawRouter(
    afterLogin(({ words, reply }) => {
      if (words[0] === '/long') reply('!re', `=contents=${long}`);
      else for (let i = 0; i < 1_000; i++) reply('!re', `=.id=*${i}`, `=user=${'u'.repeat(400)}`);
      reply('!done');
    }),
  );
  const link = await RouterLink.open(raw.address);
  const replies = await Promise.all([...Array(30)].map(() => link.exec(['/rows'], 20_000)));
  for (const { rows } of replies) expect([rows.length, rows[999]?.['.id']]).toEqual([1_000, '*999']);
  expect((await link.exec(['/long'], MS)).rows[0]?.contents).toBe(long);
  link.close();
});

test('!empty before !done is an empty list', async () => {
  await using one = await startOne({ version: '7.20' });
  const link = await RouterLink.open(one.address);
  expect(await link.exec(['/radius/print'], MS)).toEqual({ rows: [], done: {} });
  link.close();
});

test('replies that belong to nobody are dropped and counted: late, untagged, of a wrong tag', async () => {
  const before = dropped.sentences;
  await using raw = await startRawRouter(
    afterLogin(({ reply, raw: send }) => {
      send('!trap', '=message=untagged');
      send('!re', '=of=nobody', '.tag=999');
      reply('!re', '=of=me');
      reply('!done');
      reply('!re', '=of=late');
    }),
  );
  const link = await RouterLink.open(raw.address);
  expect((await link.exec(['/x'], MS)).rows).toEqual([{ of: 'me' }]);
  expect((await link.exec(['/x'], MS)).rows).toEqual([{ of: 'me' }]);
  expect(dropped.sentences - before).toBeGreaterThanOrEqual(5);
  link.close();
});

test('the caller keeps its words, and may use them again', async () => {
  await using one = await startOne();
  const link = await RouterLink.open(one.address);
  const words = ['/system/identity/print'];
  await link.exec(words, MS);
  await link.exec(words, MS);
  expect(words).toEqual(['/system/identity/print']);
  link.close();
});

test('a slow reply is waited for in silence: no sentence of ours in between', async () => {
  const heard: string[] = [];
  await using raw = await startRawRouter(
    afterLogin(({ words, reply }) => {
      heard.push(words[0]!);
      setTimeout(() => reply('!done'), 1_600);
    }),
  );
  const link = await RouterLink.open({ ...raw.address, deadlineMs: 200 });
  await link.exec(['/slow'], 5_000);
  expect(heard).toEqual(['/slow']);
  link.close();
});

test('text goes out as UTF-8 and comes back as it went', async () => {
  await using one = await startOne();
  const link = await RouterLink.open(one.address);
  await link.exec(['/system/identity/set', '=name=Désa č 村'], MS);
  expect((await link.exec(['/system/identity/print'], MS)).rows).toEqual([{ name: 'Désa č 村' }]);
  link.close();
});

test('a sentence leaves in one piece', async () => {
  await using raw = await startRawRouter(afterLogin(({ reply }) => reply('!done')));
  const link = await RouterLink.open(raw.address);
  await link.exec(['/login'], MS);
  raw.chunks.length = 0;
  for (let i = 0; i < 5; i++) await link.exec(['/x', '=a=1', '=b=2', '?c'], MS);
  expect(raw.chunks).toHaveLength(5);
  link.close();
});

test('words that are no words do not leave', async () => {
  await using raw = await startRawRouter(afterLogin(({ reply }) => reply('!done')));
  const link = await RouterLink.open(raw.address);
  for (const words of [[], ['reboot'], ['/x', '=a=\0']])
    await expect(link.exec(words, MS)).rejects.toBeInstanceOf(TypeError);
  link.close();
});
