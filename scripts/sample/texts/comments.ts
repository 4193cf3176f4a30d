/** What people say to each other beside the work. `{other}` is the one who is spoken to. */

export const REQUESTER_COMMENTS: readonly string[] = [
  '{other} the partner asks when they will see it. Is {weekday} realistic?',
  '{other} please start with {property}, the rest has time.',
  '{other} {contact} is on holiday from {weekday}; ask me if something is unclear.',
  'For the record: {contact} agreed to this by mail.',
];

export const OPERATOR_COMMENTS: readonly string[] = [
  '{other} there are two entries for {property}. I take the older one unless you say otherwise.',
  '{other} all done but {property2}, which follows after the nightly sync.',
  '{other} thank you, the file is complete now.',
];

export const INTERNAL_COMMENTS: readonly string[] = [
  'Same portal error as last week, see the notes there. Works with the *second* upload.',
  'Careful with {property}: the integration overwrites manual changes.',
  'Took longer because the bulk tool refuses more than 500 rows.',
];
