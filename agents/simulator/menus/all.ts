import { SCHEMA } from '../schema/all.ts';
import type { Features } from '../version.ts';
import { checkedTwice, derivedMenu } from './derived.ts';
import { FILES } from './files.ts';
import { genericCommand } from './generic.ts';
import { HOTSPOT } from './hotspot.ts';
import { INTERFACES } from './interfaces.ts';
import { IP } from './ip.ts';
import { MAINTENANCE } from './maintenance.ts';
import type { Command, Menu, Menus } from './menu.ts';
import { RADIUS } from './radius.ts';
import { SYSTEM } from './system.ts';
import { TOOLS } from './tools.ts';
import { USERS } from './users.ts';
import { WIRELESS } from './wireless.ts';

const OWN: Menus = {
  ...SYSTEM,
  ...INTERFACES,
  ...WIRELESS,
  ...HOTSPOT,
  ...IP,
  ...USERS,
  ...FILES,
  ...RADIUS,
  ...TOOLS,
  ...MAINTENANCE,
  '': { commands: { ...TOOLS['']?.commands, ...MAINTENANCE['']?.commands } },
};

/** Menus of the schema, those that live by more than their rows as they are written, all with every property that can be set. */
export const MENUS: Menus = Object.fromEntries(
  [...new Set([...SCHEMA.map(({ path }) => path), ...Object.keys(OWN)])].map((path) => {
    const schema = SCHEMA.find((one) => one.path === path);
    const own = OWN[path];
    const derived = schema && derivedMenu(schema);
    if (!own) return [path, derived!];
    const fields = own.fields && [...new Set([...own.fields, ...(derived?.fields ?? [])])];
    const exists = own.exists ?? derived?.exists;
    const check = own.check && schema ? checkedTwice(schema, own.check) : (own.check ?? derived?.check);
    return [
      path,
      { ...own, ...(exists ? { exists } : {}), ...(fields ? { fields } : {}), ...(check ? { check } : {}) },
    ];
  }),
);

/** The command that a command word names, if this version has it, and the menu it belongs to. */
export function findCommand(
  word: string,
  features: Features,
): (Command & { path: string; menu: Menu }) | undefined {
  const cut = word.lastIndexOf('/');
  if (cut < 0) return undefined;
  const [path, verb] = [word.slice(0, cut), word.slice(cut + 1)];
  if (!Object.hasOwn(MENUS, path)) return undefined;
  const menu = MENUS[path]!;
  if (menu.exists && !menu.exists(features)) return undefined;
  const command = genericCommand(path, menu, verb);
  if (command?.exists && !command.exists(features)) return undefined;
  return command && { path, menu, policy: command.policy, run: (call) => command.run(call) };
}
