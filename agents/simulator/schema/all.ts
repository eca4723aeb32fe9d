import type { Features } from '../version.ts';
import { FIREWALL_SCHEMA } from './firewall.ts';
import { HOTSPOT_SCHEMA } from './hotspot.ts';
import { INTERFACE_SCHEMA } from './interfaces.ts';
import { IP_SCHEMA } from './ip.ts';
import { LOGGING_SCHEMA } from './logging.ts';
import type { Property, SchemaMenu } from './property.ts';
import { SYSTEM_SCHEMA } from './system.ts';
import { TOOL_SCHEMA } from './tools.ts';

/** Every menu that the console knows, with a source for each property. */
export const SCHEMA: readonly SchemaMenu[] = [
  ...SYSTEM_SCHEMA,
  ...LOGGING_SCHEMA,
  ...IP_SCHEMA,
  ...FIREWALL_SCHEMA,
  ...HOTSPOT_SCHEMA,
  ...INTERFACE_SCHEMA,
  ...TOOL_SCHEMA,
];

const BY_PATH = new Map(SCHEMA.map((menu) => [menu.path, menu]));

/** A menu of this version. */
export function schemaOf(path: string, features: Features): SchemaMenu | undefined {
  const menu = BY_PATH.get(path);
  return menu && (menu.since?.(features) ?? true) ? menu : undefined;
}

export const propertiesOf = (menu: SchemaMenu, features: Features): Property[] =>
  menu.properties.filter(({ since }) => since?.(features) ?? true);
