import { z } from 'zod';

type Message = NonNullable<ReturnType<typeof z.config>['localeError']>;

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** What zod says by default, in words for people; a schema's own message always wins. */
const inWords: Message = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'This is required'
        : `This must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return issue.origin === 'string'
        ? `At least ${issue.minimum} characters`
        : `At least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `At most ${issue.maximum} characters`
        : `At most ${issue.maximum}`;
    case 'invalid_value':
      return `This must be one of: ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `Not known here: ${issue.keys.join(', ')}`;
    default:
      return 'This value is not valid';
  }
};

/** Set once per process, where the HTTP application is built. */
export function setHumanMessages(): void {
  z.config({ localeError: inWords });
}
