/** An admin's correction of one request. Labels of fields are the domain's. */
export const correctWords = {
  title: (code: string) => `Correct ${code}`,
  submit: 'Correct request',
  saved: (code: string) => `${code} is corrected.`,
  summary: 'What will change',
  nothing: 'Nothing yet. Change the team, the requester or a field.',
  consequences: 'What follows',
  moves: (to: string, from: string) =>
    `Moves to ${to}: its members see it from now on, those of ${from} no longer do.`,
  belongsTo: (to: string, from: string) =>
    `Belongs to ${to} from now on, who is asked and told instead of ${from}.`,
  somebodyElse: 'somebody else',
  waits: 'Asks leadership to approve again; until then nobody works on it.',
  withdraws: (who: string) =>
    `The approval by ${who} was for what stood there before and no longer counts. Work goes on; it is asked for again if the request starts again.`,
  frozen: 'The price stays as it was frozen.',
  counted: (team: string) => `Reports count it for ${team}, and list it as changed since.`,
  visible:
    'The correction and its reason stand in the history, for everybody who sees the request.',
} as const;
