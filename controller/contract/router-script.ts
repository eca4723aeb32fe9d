import { z } from 'zod';

/** The grammar of RouterOS that a script is written in. */
export const ScriptForm = z.union([z.literal(6), z.literal(7)]);
export type ScriptForm = z.infer<typeof ScriptForm>;

/** POST /api/routers/{id}/script. Holds secrets: never kept by a browser. */
export const RouterScript = z.object({
  router: z.string(),
  form: ScriptForm,
  undo: z.boolean(),
  text: z.string(),
  /** Where the controller looks for the router from now on; null = where it did. */
  movedTo: z.string().nullable(),
});
export type RouterScript = z.infer<typeof RouterScript>;

/** Why there is no script: `fields.script` of the problem. */
export const ScriptHindrance = z.enum([
  'no-portal-url',
  'no-wireguard',
  'no-sstp',
  'no-radius-address',
  'radius-not-ipv4',
  'network-full',
  'secrets-lost',
  'other-version',
]);
export type ScriptHindrance = z.infer<typeof ScriptHindrance>;
