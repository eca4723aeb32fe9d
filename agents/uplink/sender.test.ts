import { expect, test } from 'vitest';
import type { BatchAnswer } from '#contract/agent-link.ts';
import { ControllerClient } from './controller-client.ts';
import { ControllerClock } from './controller-clock.ts';
import { Outbox } from './outbox.ts';
import { Sender } from './sender.ts';
import { TestController } from './testing-controller.ts';
import { lookAt } from './testing-entries.ts';
import { temporaryFolder } from './testing-folder.ts';

async function startUplink(signOfLifeMs = 60_000) {
  const folder = temporaryFolder();
  const controller = await new TestController().listen();
  const clock = new ControllerClock();
  const client = new ControllerClient({ url: controller.url, token: controller.token }, clock);
  const outbox = new Outbox({ folder: folder.path, onWritten: () => sender.wake() });
  const answers: BatchAnswer[] = [];
  const troubles: string[] = [];
  const sender = new Sender({
    outbox,
    client,
    signOfLifeMs,
    about: () => ({ assignment: 'v1', canaries: 'none', proven: null }),
    onAnswer: (answer) => answers.push(answer),
    onTrouble: (what, error, failures) => troubles.push(`${what} ${failures} ${error.message}`),
  });
  return {
    controller,
    clock,
    client,
    outbox,
    sender,
    answers,
    troubles,
    async [Symbol.asyncDispose]() {
      sender.close();
      client.close();
      outbox.close();
      await controller[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

const seqs = (controller: TestController) => controller.entries.map(({ seq }) => seq).sort((a, b) => a - b);
const upTo = (count: number) => [...Array(count).keys()].map((i) => i + 1);

test('a backlog goes in batches of 500, oldest first, and is gone when acknowledged', async () => {
  await using world = await startUplink();
  const { controller, outbox, sender } = world;
  for (let i = 0; i < 1_234; i++) outbox.add(lookAt(i));
  outbox.flush();
  sender.now();
  await controller.until('all entries', () => controller.stored.size === 1_234);
  expect(
    controller.batches
      .filter(({ entries }) => entries.length > 0)
      .map(({ entries, backlog }) => [entries.length, backlog]),
  ).toEqual([
    // the first hundred were written, and sent, at once
    [100, 0],
    [500, 634],
    [500, 134],
    [134, 0],
  ]);
  expect(seqs(controller)).toEqual(upTo(1_234));
  expect(controller.batches.flatMap(({ entries }) => entries.map(({ seq }) => seq))).toEqual(upTo(1_234));
  expect(controller.batches[0]).toMatchObject({ epoch: outbox.epoch, assignment: 'v1', canaries: 'none' });
  await expect.poll(() => outbox.backlog).toBe(0);
});

test('without entries it still gives signs of life', async () => {
  await using world = await startUplink(30);
  world.sender.now();
  await world.controller.until('three signs of life', () => world.controller.batches.length >= 3);
  expect(world.answers[0]?.acknowledged).toBeNull();
});

test('a lost acknowledgement sends the same entries again under the same numbers', async () => {
  await using world = await startUplink();
  const { controller, outbox, sender } = world;
  controller.loseAnswers = true;
  outbox.add(lookAt(0), true);
  await controller.until('twice', () => controller.batches.length >= 2);
  expect(outbox.backlog).toBe(1);
  controller.loseAnswers = false;
  sender.now();
  await expect.poll(() => outbox.backlog).toBe(0);
  expect(seqs(controller)).toEqual([1]);
});

test.each([401, 403, 404, 408, 429, 500, 503])('%i: kept, and tried again', async (status) => {
  await using world = await startUplink();
  const { controller, outbox } = world;
  let refused = 0;
  controller.refuse = () => (++refused <= 2 ? status : undefined);
  outbox.add(lookAt(0), true);
  await controller.until('in the end', () => controller.stored.size === 1);
  expect([outbox.setAsideCount, world.troubles.length]).toEqual([0, 2]);
});

test('of 500 entries with a bad one among them 499 arrive, and the bad one is a known gap', async () => {
  await using world = await startUplink();
  const { controller, outbox } = world;
  controller.refuse = ({ entries }) => (entries.some(({ seq }) => seq === 321) ? 400 : undefined);
  for (let i = 0; i < 500; i++) outbox.add(lookAt(i));
  outbox.flush();
  await controller.until('499 and the gap', () => controller.stored.size === 500);
  expect(seqs(controller)).toEqual([...upTo(320), ...upTo(501).slice(321)]);
  expect(controller.entries.find(({ seq }) => seq === 501)).toMatchObject({
    kind: 'gap',
    dropped: 1,
    why: 'refused',
  });
  expect(outbox.setAsideCount).toBe(1);
  expect(world.troubles.filter((trouble) => trouble.startsWith('set-aside'))).toHaveLength(1);
});

test('a controller that takes small batches only gets small batches', async () => {
  await using world = await startUplink();
  const { controller, outbox } = world;
  controller.refuse = ({ entries }) => (entries.length > 60 ? 413 : undefined);
  for (let i = 0; i < 300; i++) outbox.add(lookAt(i));
  outbox.flush();
  await controller.until('all', () => controller.stored.size === 300);
  expect(outbox.setAsideCount).toBe(0);
});

test('the controller is away: entries wait, and are sent when it is back', async () => {
  await using world = await startUplink();
  const { controller, outbox, sender } = world;
  await controller[Symbol.asyncDispose]();
  outbox.add(lookAt(0), true);
  await expect.poll(() => world.troubles.length).toBeGreaterThan(0);
  outbox.add(lookAt(1), true);
  await using again = new TestController();
  Object.assign(again, { refuse: () => undefined });
  await again.listenOn(controller.url);
  sender.now();
  await again.until('both', () => again.stored.size === 2);
});

test('an answer that is not of the contract acknowledges nothing', async () => {
  await using world = await startUplink();
  world.controller.refuse = () => 200;
  world.outbox.add(lookAt(0), true);
  await expect.poll(() => world.troubles.join()).toContain('not of the contract');
  expect(world.outbox.backlog).toBe(1);
});

test('the controller’s time is known from its answers', async () => {
  await using world = await startUplink();
  world.controller.clockAheadMs = 3_600_000;
  world.sender.now();
  await expect.poll(() => world.answers.length).toBe(1);
  expect(world.clock.offset(Date.now(), performance.now())).toBeCloseTo(3_600_000, -3);
});
