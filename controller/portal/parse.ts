import { z } from 'zod';
import { macOf } from '../access/index.ts';
import { type Field, type Locale, locales } from './texts/index.ts';

const Mac = z
  .string()
  .max(17)
  .transform((text, context) => {
    const mac = macOf(text);
    if (mac !== null) return mac;
    context.addIssue({ code: 'custom', message: 'no MAC address' });
    return z.NEVER;
  });
const Login = z.string().max(300);
const Bahasa = z.enum(locales);

/** What the router's page put into the address. Each part is a wish: one that cannot be is as if it were not there. */
const Query = z.object({
  mac: Mac.nullable().catch(null),
  login: Login.nullable().catch(null),
  error: z.string().max(500).nullable().catch(null),
  trial: z.literal('yes').nullable().catch(null),
  bahasa: Bahasa.catch('id'),
});
export type PortalQuery = z.infer<typeof Query>;

export const readQuery = (query: unknown): PortalQuery => Query.parse(query ?? {});

/** The button's form. */
const Form = z.object({
  mac: Mac,
  login: Login.default(''),
  bahasa: Bahasa.default('id'),
  tanda: z.string().min(1).max(200),
});
export type StartFields = z.infer<typeof Form>;

/** Or the first field that is wrong. */
export function readForm(body: unknown): StartFields | { readonly wrong: Field; readonly tooLong: boolean } {
  const parsed = Form.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [field = 'badan'] = (issue?.path ?? []) as Field[];
  return { wrong: field, tooLong: issue?.code === 'too_big' };
}

export const localeOf = (query: unknown): Locale => readQuery(query).bahasa;
