import { z } from 'zod';

/** The kinds of values that variables of the environment have; each names an example when it refuses. */

/** Absent unless given. */
export const anyWholeNumber = (least: number, most: number, example: number) =>
  z.coerce
    .number({ error: `must be a whole number from ${least} to ${most}, e.g. ${example}` })
    .int(`must be a whole number, e.g. ${example}`)
    .min(least, `must be at least ${least}, e.g. ${example}`)
    .max(most, `must be at most ${most}, e.g. ${example}`);

export const wholeNumber = (least: number, most: number, fallback: number) =>
  anyWholeNumber(least, most, fallback).default(fallback);

/** Yes or no as shells, compose files and other platforms write it. */
export const flag = (example: boolean) =>
  z.stringbool({
    truthy: ['true', '1', 'yes', 'on'],
    falsy: ['false', '0', 'no', 'off'],
    error: `must be true or false, e.g. ${example}`,
  });

/** Parts between commas, trimmed, without empty ones. */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Such a list, none unless given, each part of which passes. */
export const listOfAll = (isRight: (part: string) => boolean, error: string) =>
  z
    .string()
    .default('')
    .transform(listOf)
    .refine((parts) => parts.every(isRight), { error });

export const cidr = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()]);

const MAILBOX = /^(?:[^<>\p{Cc}]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u;

/** `name@example.com` or `Name <name@example.com>`. */
export const mailbox = z
  .string()
  .regex(MAILBOX, 'must be an address, e.g. Requests <requests@example.com>');

/** Address of a service that has a public one of its own. */
export const serviceAddress = (fallback: string) =>
  z.url({ protocol: /^https?$/, error: `must be an address, e.g. ${fallback}` }).default(fallback);

/** A name or an address of a machine, without a port. */
export const HOST_NAME =
  /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*\.?|\[[\da-f:.]+\])$/i;

/** A name; `.example.com`: the name and all below it; `*`: every name. */
export const isHostPattern = (text: string): boolean =>
  text === '*' || HOST_NAME.test(text.replace(/^\./, ''));
