/** What the chooser and the form of a new request say. */

export const newRequest = {
  chooserTitle: 'New request',
  chooserLead: 'Choose what you need. Every form keeps a draft while you type.',
  formTitle: (type: string): string => `New request: ${type}`,
  otherTypes: 'Choose another type',
  nothingTitle: 'There is nothing you can create',
  nothingText:
    'Requests are created by members of a team. Ask an admin to add you to yours if you need to.',
  unknownTitle: 'There is no such request type',
  notYoursTitle: 'This type is not for your team',
  notYoursText: (type: string, teams: string): string =>
    `${type} requests are created by ${teams}. Ask an admin if that should include you.`,
  forTeams: (teams: string): string => `For ${teams}`,
  draftsTitle: 'Continue a draft',
  hasDraft: 'Draft',
  submit: 'Submit request',
  created: (code: string): string => `${code} was submitted`,
  whoSection: 'For whom',
  onBehalfOf: 'Requester',
  onBehalfOptional: 'Leave empty to create it for yourself',
  onBehalfRequired: 'The request belongs to this person and their team',
  team: 'Team',
  teamHelp: 'Colleagues in this team see the request and can act on it',
  and: ' and ',
} as const;

export const summary = {
  title: 'What will happen',
  requesterFirst: 'That depends on whom it is for: choose a requester.',
  operatorsAtOnce: 'Goes to the operators at once.',
  approval: 'Will wait for leadership approval.',
  approvalThenDate: (when: string): string =>
    `Will wait for leadership approval. Once approved, it becomes active on ${when}.`,
  approvalWaived: 'You are leadership, so it needs no further approval.',
  scheduled: (when: string): string => `Becomes active on ${when}.`,
  midnight: (day: string, zone: string): string => `${day}, 00:00 ${zone}`,
  at: (day: string, time: string, zone: string): string => `${day}, ${time} ${zone}`,
  viewerTime: (when: string, zone: string): string => `That is ${when} in ${zone}.`,
  requester: 'Requester',
  team: 'Team',
  priority: 'Priority',
  partner: 'Partner',
  files: 'Files',
  filesCount: (count: number): string => (count === 1 ? '1 file' : `${count} files`),
  uploading: (count: number): string => `${count} still uploading`,
  visible: (team: string): string =>
    `Seen by ${team}, the people who work on requests, leadership and admins.`,
} as const;
