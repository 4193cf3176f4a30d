import type { CalendarDay } from '../../../src/domain/kernel/calendar.ts';
import type {
  Field,
  RequestType,
  RequestTypeKey,
  Values,
} from '../../../src/domain/requests/define.ts';
import type { Scene } from '../scene.ts';
import { INSTRUCTIONS, INSTRUCTIONS_BY_SUB_TYPE } from '../texts/instructions.ts';
import { deactivationToggle } from './deactivation-toggle.ts';
import { stripeDisputes, xmlFiles } from './filings.ts';
import { propertyRecords } from './property-records.ts';
import { addressValidation, unitTransfer, userRecords } from './units-and-users.ts';

export interface Wish {
  /** DT: whether the sub-type should be one that leadership approves (F-DT5). */
  readonly needsApproval: boolean;
  readonly scheduledOn: CalendarDay | null;
}

const BY_TYPE: Readonly<Record<RequestTypeKey, (scene: Scene, wish: Wish) => Values>> = {
  user_records: userRecords,
  property_records: propertyRecords,
  unit_transfer: unitTransfer,
  deactivation_toggle: deactivationToggle,
  xml_files: xmlFiles,
  address_validation: addressValidation,
  stripe_disputes: stripeDisputes,
};

/** What a requester fills into the form of this type (section 4). */
export function requestValues(type: RequestType, scene: Scene, wish: Wish): Values {
  const { random } = scene;
  const own = BY_TYPE[type.key](scene, wish);
  return {
    ...own,
    ...(asksFor(type, 'partnerName') ? { partnerName: scene.partner.name } : {}),
    ...(random.chance(0.72) ? { instructions: scene.write(instructionsFor(type.key, own)) } : {}),
    ...(type.schedulable
      ? {
          priority: random.weighted([
            ['normal', 76],
            ['high', 15],
            ['low', 9],
          ]),
        }
      : {}),
    ...(wish.scheduledOn === null ? {} : { scheduledOn: wish.scheduledOn }),
  };
}

function asksFor(type: RequestType, name: Field['name']): boolean {
  return type.form.fields.some((field) => field.name === name);
}

function instructionsFor(type: RequestTypeKey, { subType }: Values): readonly string[] {
  const special = typeof subType === 'string' ? INSTRUCTIONS_BY_SUB_TYPE[subType] : undefined;
  // Twice: what fits only here is what people mostly write about.
  return special === undefined
    ? INSTRUCTIONS[type]
    : [...INSTRUCTIONS[type], ...special, ...special];
}
