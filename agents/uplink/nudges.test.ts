import { expect, test } from 'vitest';
import { Nudges } from './nudges.ts';
import { TestController } from './testing-controller.ts';

function listen(url: string, token: string) {
  const heard: string[] = [];
  const nudges = new Nudges(
    { url, token },
    {
      onNudge: (what) => heard.push(what),
      onConnect: () => heard.push('connect'),
      onTrouble: (error) => heard.push(error.message),
    },
  );
  return { heard, [Symbol.dispose]: () => nudges.close() };
}

test('nudges arrive, and the return of the controller is noticed', async () => {
  const controller = await new TestController().listen();
  using ear = listen(controller.url, controller.token);
  await expect.poll(() => ear.heard).toEqual(['connect']);
  controller.nudge('commands');
  controller.nudge('assignment');
  controller.nudge('nonsense' as 'commands');
  await expect.poll(() => ear.heard).toEqual(['connect', 'commands', 'assignment']);
  await controller[Symbol.asyncDispose]();
  await using again = new TestController();
  await again.listenOn(controller.url);
  await expect.poll(() => ear.heard.at(-1), { timeout: 10_000 }).toBe('connect');
});

test('a wrong token is told, and no storm', async () => {
  await using controller = await new TestController().listen();
  using ear = listen(controller.url, 'another-token-than-its');
  await expect.poll(() => ear.heard).toEqual(['wrong token']);
});
