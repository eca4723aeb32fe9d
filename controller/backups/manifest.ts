import { z } from 'zod';

/** First entry of an archive. */
export const MANIFEST = 'manifest.json';
/** The key that seals the secrets in the database: base64, as in master.key. */
export const KEY = 'master.key';

export const Form = z.enum(['physical', 'logical']);
export type Form = z.infer<typeof Form>;

/** What is in an archive, and what can take it. */
export const Manifest = z.object({
  product: z.literal('sinyal-desa'),
  /** Of this list of properties. */
  format: z.literal(1),
  form: Form,
  /** Program that wrote it. */
  program: z.string(),
  createdAt: z.iso.datetime(),
  /** Major version of PostgreSQL; a physical copy runs on no other. */
  postgresMajor: z.number().int(),
  migrations: z.array(z.string()).min(1),
  /** Logical: in the order in which they are filled. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number().int() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
  /** Months of `look` that have a partition: `2026-11`. */
  lookMonths: z.array(z.string().regex(/^\d{4}-\d{2}$/)),
});
export type Manifest = z.infer<typeof Manifest>;
