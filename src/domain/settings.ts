import type { SettingsBody } from './api/settings.ts';
import type { Issue } from './errors.ts';
import { parseColour } from './kernel/colour.ts';
import { formatFileSize } from './kernel/file-size.ts';
import { splitList } from './kernel/lists.ts';

/** What admins decide for the whole platform (section 10), apart from notifications. */
export interface PlatformSettings {
  /** Null: the platform's own name. */
  readonly companyName: string | null;
  /** `#rrggbb`; null: the platform's own. */
  readonly accentColour: string | null;
  /** Whoever has an address of these may register. Lower-case; empty: by invitation only. */
  readonly registrationDomains: readonly string[];
  /** P6, QA half. */
  readonly fourEyesQa: boolean;
  /** L12, in days. */
  readonly rejectWindowDays: number;
  /** F1. */
  readonly maxUploadBytes: number;
}

const LONGEST_NAME = 80;
const MOST_DOMAINS = 50;
/** Below this no spreadsheet could be sent. */
const LEAST_UPLOAD_BYTES = 102_400;
/** Of a value that is none, no more than a line is repeated. */
const SHOWN_LENGTH = 60;

const DOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i;
/** Controls, line breaks and what turns the direction of text around. */
const NOT_ONE_LINE = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/**
 * The given settings trimmed and checked; absent ones stay absent, emptied ones are null or none.
 * Domains are split at commas and new lines, and the wrong ones named (R6).
 * @param mostUploadBytes what the environment allows
 * @returns `issues` empty when all is well
 */
export function checkSettings(
  typed: SettingsBody,
  mostUploadBytes: number,
): { readonly settings: Partial<PlatformSettings>; readonly issues: readonly Issue[] } {
  const settings: { -readonly [K in keyof PlatformSettings]?: PlatformSettings[K] } = {};
  const issues: Issue[] = [];
  const wrong = (path: keyof PlatformSettings, message: string | null) => {
    if (message !== null) issues.push({ path, message });
  };
  if (typed.companyName !== undefined) {
    settings.companyName = (typed.companyName?.trim() ?? '') || null;
    wrong('companyName', nameIssue(settings.companyName));
  }
  if (typed.accentColour !== undefined) {
    const text = (typed.accentColour?.trim() ?? '') || null;
    settings.accentColour = text === null ? null : parseColour(text);
    if (text !== null && settings.accentColour === null) {
      wrong('accentColour', `${shown(text)} is not a colour, e.g. #2f6fde`);
    }
  }
  if (typed.registrationDomains !== undefined) {
    // People copy them from addresses.
    const entries = splitList(typed.registrationDomains).map((entry) => entry.replace(/^@/, ''));
    settings.registrationDomains = [...new Set(entries.map((entry) => entry.toLowerCase()))];
    wrong('registrationDomains', domainsIssue(entries, settings.registrationDomains.length));
  }
  if (typed.fourEyesQa !== undefined) settings.fourEyesQa = typed.fourEyesQa;
  if (typed.rejectWindowDays !== undefined) settings.rejectWindowDays = typed.rejectWindowDays;
  if (typed.maxUploadBytes !== undefined) {
    settings.maxUploadBytes = typed.maxUploadBytes;
    wrong('maxUploadBytes', uploadIssue(typed.maxUploadBytes, mostUploadBytes));
  }
  return { settings, issues };
}

function nameIssue(name: string | null): string | null {
  if (name === null) return null;
  if (name.length > LONGEST_NAME) return `At most ${LONGEST_NAME} characters`;
  return NOT_ONE_LINE.test(name) ? 'Enter the name in one line' : null;
}

/** Matched before it is lower-cased: the Kelvin sign becomes a plain "k", and a domain another. */
function domainsIssue(entries: readonly string[], count: number): string | null {
  const bad = entries.filter((entry) => entry.length > 253 || !DOMAIN.test(entry));
  if (bad.length === 1) return `${bad.map(shown).join()} is not a domain, e.g. example.com`;
  if (bad.length > 1) return `${bad.map(shown).join(', ')} are not domains, e.g. example.com`;
  return count > MOST_DOMAINS ? `At most ${MOST_DOMAINS} domains` : null;
}

function uploadIssue(bytes: number, most: number): string | null {
  const least = Math.min(LEAST_UPLOAD_BYTES, most);
  if (bytes >= least && bytes <= most) return null;
  return `Enter a size from ${formatFileSize(least)} to ${formatFileSize(most)}`;
}

const shown = (text: string) => `"${text.slice(0, SHOWN_LENGTH).toWellFormed()}"`;
