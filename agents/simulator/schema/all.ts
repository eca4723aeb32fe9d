import type { Features } from '../version.ts';
import { HOTSPOT_SCHEMA } from './hotspot.ts';
import { INTERFACE_SCHEMA } from './interfaces.ts';
import { IP_SCHEMA } from './ip.ts';
import type { Property, SchemaMenu } from './property.ts';
import { SYSTEM_SCHEMA } from './system.ts';

/** Every menu that the console knows, with a source for each property. */
export const SCHEMA: readonly SchemaMenu[] = [
  ...SYSTEM_SCHEMA,
  ...IP_SCHEMA,
  ...HOTSPOT_SCHEMA,
  ...INTERFACE_SCHEMA,
];

const BY_PATH = new Map(SCHEMA.map((menu) => [menu.path, menu]));

/** A menu of this version. */
export function schemaOf(path: string, features: Features): SchemaMenu | undefined {
  const menu = BY_PATH.get(path);
  return menu && (menu.since?.(features) ?? true) ? menu : undefined;
}

export const propertiesOf = (menu: SchemaMenu, features: Features): Property[] =>
  menu.properties.filter(({ since }) => since?.(features) ?? true);
