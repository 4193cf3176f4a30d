/** What form fields, drafts, uploads and value displays say. Labels of fields come from the domain. */

export const words = {
  required: '(required)',
  choose: 'Choose …',
  yes: 'Yes',
  no: 'No',
  clear: 'Clear',
  write: 'Write',
  preview: 'Preview',
  nothingToPreview: 'Nothing to preview yet',
  markdownHint: 'Markdown: **bold**, *italic*, - list, [link](https://…)',
  secretHint: 'Encrypted when stored. Never part of a message or an export.',
  secretStored: 'Stored, encrypted',
  secretReplace: 'Replace',
  secretKeep: 'Keep the stored value',
  secretMasked: 'Masked',
  show: 'Show what is typed',
  hide: 'Hide what is typed',
  summaryTitle: (count: number): string =>
    count === 1 ? 'One thing needs your attention' : `${count} things need your attention`,
  tryAgain: 'Try again',
  unreachableTitle: 'The server cannot be reached',
  unreachable: 'Nothing was lost. Check your connection and try again; it will not be sent twice.',
  failedTitle: 'This could not be sent',
  failed: 'What you typed is still here. Try again in a moment.',
  conflictTitle: 'Somebody changed this meanwhile',
  conflictKept: 'What you typed is still here.',
  conflictWho: (who: string, action: string, when: string): string => `${who}: ${action}, ${when}.`,
  characters: (count: number, max: number): string =>
    `${count.toLocaleString('en-US')} of ${max.toLocaleString('en-US')} characters`,
  moneyPlaceholder: '0.00',
  urlPlaceholder: 'https://',
  count: (count: number, noun: string): string =>
    `${count.toLocaleString('en-US')} ${plural(noun, count)}`,
  emails: 'email',
  pickDay: 'Choose a date',
  pickerFailed: 'The calendar could not be loaded. Type the date instead.',
  calendar: {
    previousMonth: 'Previous month',
    nextMonth: 'Next month',
    previousYear: 'Previous year',
    nextYear: 'Next year',
    previousDecade: 'Previous decade',
    nextDecade: 'Next decade',
    monthLevelControl: 'Choose a month',
    yearLevelControl: 'Choose a year',
  },
  inZone: (zone: string): string => `Time zone: ${zone}`,
  people: {
    placeholder: 'Type a name',
    list: 'People found',
    searching: 'Searching',
    none: 'Nobody found',
    failed: 'People could not be loaded. Type again to retry.',
  },
  groups: {
    heading: (noun: string, index: number): string => `${capital(noun)} ${index + 1}`,
    add: (noun: string): string => `Add a ${noun}`,
    addAnother: (noun: string): string => `Add another ${noun}`,
    duplicate: (noun: string, index: number): string => `Duplicate ${noun} ${index + 1}`,
    remove: (noun: string, index: number): string => `Remove ${noun} ${index + 1}`,
    full: (noun: string, max: number): string => `At most ${max} ${plural(noun, max)} fit`,
    removed: (noun: string, index: number): string => `${capital(noun)} ${index + 1} removed`,
  },
} as const;

export const uploadWords = {
  drop: 'Drop a file here or',
  dropMany: 'Drop files here or',
  dropNow: 'Drop to add',
  choose: 'choose a file',
  chooseMany: 'choose files',
  limit: (size: string): string => `up to ${size} each`,
  limitOne: (size: string): string => `up to ${size}`,
  replace: 'Replace',
  remove: (name: string): string => `Remove ${name}`,
  cancel: (name: string): string => `Cancel the upload of ${name}`,
  retry: 'Retry',
  progress: (name: string): string => `Upload of ${name}`,
  percent: (percent: number): string => `${percent} %`,
  finishing: 'Checking',
  done: (name: string): string => `${name} added`,
  tooLarge: (name: string, size: string, limit: string): string =>
    `“${name}” has ${size}; the limit is ${limit}`,
  empty: (name: string): string => `“${name}” is empty`,
  tooMany: (max: number): string => `At most ${max} files are possible`,
  wrongKind: (name: string, label: string): string =>
    `“${name}” is not accepted here; choose ${label}`,
  interrupted: 'The connection broke. The file is still selected.',
  failed: 'The upload failed.',
  running: (name: string): string =>
    `“${name}” is still uploading; wait until it is there, or cancel it`,
  unfinished: (name: string): string => `“${name}” was not uploaded; retry or remove it`,
  unfit: (name: string): string => `“${name}” cannot be added; remove it`,
  csv: (rows: number, columns: readonly string[]): string =>
    `${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'} · ${columns.join(', ')}`,
  download: (name: string): string => `Download ${name}`,
} as const;

export const draftWords = {
  saving: 'Saving draft',
  saved: (time: string): string => `Draft saved ${time}`,
  retrying: 'Draft not saved yet, trying again',
  refused: 'This draft could not be saved',
  restored: (when: string): string => `Draft from ${when}`,
  discard: 'Discard',
  discardFailed: 'The draft could not be discarded. Try again.',
  notLoaded: 'An earlier draft could not be loaded; saving is paused so that it is not lost.',
  load: 'Load again',
  newer: (time: string): string => `This draft was changed in another window at ${time}.`,
  loadNewer: 'Load that version',
  keepMine: 'Keep this one',
} as const;

export const valueWords = {
  copy: 'Copy',
  showAll: (count: number): string => `Show all ${count.toLocaleString('en-US')}`,
  showFewer: 'Show fewer',
  opensNewTab: 'opens in a new tab',
  missingFile: 'This file is no longer there',
} as const;

/** "property" → "properties", "user group" → "user groups", "box" → "boxes". */
export function plural(noun: string, count: number): string {
  if (count === 1) return noun;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
