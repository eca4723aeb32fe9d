import { z } from 'zod';
import { reportKinds } from '#contract/resident-reports.ts';
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
const Stamp = z.string().min(1).max(200);

/** What the router's page put into the address. Each part is a wish: one that cannot be is as if it were not there. */
// What is not there is a default and no fault: a fault costs more than the whole page.
const Query = z.object({
  mac: Mac.nullable().default(null).catch(null),
  login: Login.nullable().default(null).catch(null),
  error: z.string().max(500).nullable().default(null).catch(null),
  trial: z.literal('yes').nullable().default(null).catch(null),
  bahasa: Bahasa.default('id').catch('id'),
  /** Stamp of the welcome page. */
  t: Stamp.nullable().default(null).catch(null),
  /** Of the notice. */
  versi: z.string().max(40).nullable().default(null).catch(null),
  nomor: z.string().max(40).nullable().default(null).catch(null),
  kecamatan: z.string().max(20).nullable().default(null).catch(null),
});
export type PortalQuery = z.infer<typeof Query>;

export const readQuery = (query: unknown): PortalQuery => Query.parse(query ?? {});

/** The button's form. */
const Form = z.object({
  mac: Mac,
  login: Login.default(''),
  bahasa: Bahasa.default('id'),
  tanda: Stamp,
});
export type StartFields = z.infer<typeof Form>;
/** Of a code: what people type around it is no matter. */
const CodeForm = Form.extend({ kode: z.string().trim().max(40) });
export type CodeFields = z.infer<typeof CodeForm>;

/** A report; without `mac` from the public page. PostgreSQL takes no U+0000. */
const ReportForm = z.object({
  mac: Mac.nullable().default(null),
  bahasa: Bahasa.default('id'),
  tanda: Stamp,
  jenis: z.enum(reportKinds),
  teks: z
    .string()
    .trim()
    // A browser counts a line's end as one, and sends two.
    .overwrite((text) => text.replaceAll('\r\n', '\n').replaceAll('\0', ''))
    .max(140)
    .default(''),
});
export type ReportFields = z.infer<typeof ReportForm>;

const ForgetForm = z.object({ t: Stamp, bahasa: Bahasa.default('id') });

export interface Wrong {
  readonly wrong: Field;
  readonly tooLong: boolean;
}

/** What was sent, or the first field that is wrong. */
const readerOf =
  <S extends z.ZodType>(schema: S) =>
  (body: unknown): z.infer<S> | Wrong => {
    const parsed = schema.safeParse(body ?? {});
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const [field = 'badan'] = (issue?.path ?? []) as Field[];
    return { wrong: field, tooLong: issue?.code === 'too_big' };
  };

export const readForm = readerOf(Form);
export const readCodeForm = readerOf(CodeForm);
export const readReportForm = readerOf(ReportForm);
export const readForgetForm = readerOf(ForgetForm);

export const localeOf = (query: unknown): Locale => readQuery(query).bahasa;
