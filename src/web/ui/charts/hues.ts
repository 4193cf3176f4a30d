import type { Team } from '../../../domain/people.ts';
import type { RequestTypeKey } from '../../../domain/requests/define.ts';

/** Which colour something has in every chart; `charts.module.css` says which colours these are. */
export type Hue =
  | 'accent'
  | 'blue'
  | 'teal'
  | 'amber'
  | 'violet'
  | 'green'
  | 'red'
  | 'magenta'
  | 'grey';

export const TEAM_HUES: Readonly<Record<Team, Hue>> = {
  revenue: 'accent',
  support: 'teal',
  compliance: 'amber',
  accounting: 'magenta',
};

export const TYPE_HUES: Readonly<Record<RequestTypeKey, Hue>> = {
  user_records: 'blue',
  deactivation_toggle: 'red',
  unit_transfer: 'green',
  xml_files: 'amber',
  address_validation: 'teal',
  stripe_disputes: 'violet',
  property_records: 'magenta',
};
