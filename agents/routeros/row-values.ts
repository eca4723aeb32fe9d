/** How RouterOS writes single values: everything is text, and what it does not send is absent. */
import { z } from 'zod';
import { Counter } from '#contract/names.ts';
import { parseDuration } from './duration.ts';

/** Digits only: `Number('')` is 0, and a missing figure must not become one. */
export const count = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/** A figure with sign and fraction, as sensors give. */
export const figure = z
  .string()
  .regex(/^-?\d{1,9}(\.\d{1,6})?$/)
  .transform(Number);

/** 64-bit, kept as text. */
export const counter = Counter;

/** Replies say true/false; on old v6 a flag that is off is sometimes missing. */
export const flag = z
  .enum(['true', 'false', 'yes', 'no'])
  .optional()
  .transform((value) => value === 'true' || value === 'yes');

/** Whole seconds since something; `never` and `none` are refused. */
export const elapsed = z.string().transform((text, context) => {
  const seconds = parseDuration(text);
  if (seconds !== null) return Math.floor(seconds);
  context.addIssue({ code: 'custom', message: 'no duration' });
  return z.NEVER;
});

/** Names are chosen by people: cut where the contract would refuse them. */
export const name = z.string().transform((text) => text.slice(0, 200));
