import type { Values } from '../../../src/domain/requests/define.ts';
import type { Scene } from '../scene.ts';
import { CONTEXTS } from '../texts/messages.ts';
import { names } from './units-and-users.ts';

/** Without approval only what gives something to people (F-DT5). */
export function deactivationToggle(
  scene: Scene,
  { needsApproval }: { readonly needsApproval: boolean },
): Values {
  const { random } = scene;
  const properties = names(scene, 1, 5);
  if (!needsApproval) {
    const subType = random.pick([
      'toggle_on_invites',
      'toggle_on_cash_deposits',
      'toggle_off_cash_deposits',
    ]);
    return { subType, properties };
  }
  const subType = random.weighted([
    ['property_deactivation', 45],
    ['partner_deactivation', 20],
    ['toggle_off_invites', 25],
    ['toggle_off_homepage_sign_ups', 10],
  ]);
  const activePolicies = random.chance(0.35);
  return {
    subType,
    ...(subType === 'property_deactivation' || subType === 'toggle_off_invites'
      ? { properties }
      : {}),
    ...(subType === 'partner_deactivation' ? { markedAsChurned: random.chance(0.7) } : {}),
    activePolicies,
    ...(activePolicies ? { policyProperties: properties.slice(0, 2) } : {}),
    context: scene.write(CONTEXTS),
  };
}
