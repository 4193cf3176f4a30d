import type { Values } from '../../../src/domain/requests/define.ts';
import type { Scene } from '../scene.ts';

export function userRecords(scene: Scene): Values {
  const { random, partner } = scene;
  const way = random.weighted([
    ['groups', 66],
    ['file', 24],
    ['link', 10],
  ]);
  if (way === 'file') {
    const name = random.pick(['users', 'portal access', 'team list', 'leasing staff']);
    return { file: scene.upload('users', `${partner.name} ${name}`) };
  }
  if (way === 'link') return { link: link(scene, 'users') };
  return {
    groups: Array.from(
      {
        length: random.weighted([
          [1, 70],
          [2, 24],
          [3, 6],
        ]),
      },
      () => group(scene),
    ),
  };
}

function group(scene: Scene): Values {
  const { random } = scene;
  const operation = random.weighted([
    ['add', 60],
    ['remove', 24],
    ['edit', 16],
  ]);
  const common = {
    operation,
    emails: scene.contacts(1, 4).map(({ email }) => email),
    properties: names(scene, 1, 5),
  };
  if (operation === 'remove') return { ...common, deactivate: random.chance(0.6) };
  const accessLevel = random.pick(['property_manager', 'property_manager_admin', 'listing_agent']);
  return { ...common, accessLevel };
}

export function unitTransfer(scene: Scene): Values {
  const { random, partner } = scene;
  const toProspect = random.chance(0.4);
  return {
    ...(toProspect
      ? {
          subType: 'partner_to_prospect',
          portfolioSize: random.whole(20, 4_000),
          landlordType: random.pick(['owner', 'third_party_manager', 'owner_manager', 'reit']),
        }
      : { subType: 'partner_to_partner' }),
    destination: random.pick([
      'Otterbourne Residential',
      'Pinecrest Ledger Homes',
      'Slatewater Living',
      'Marigold Row Management',
      'Hearthstone Vale Group',
      'Bellwether Flats Co.',
    ]),
    receivingPsm: random.pick(['Imogen Ashdale', 'Curtis Okpara', 'Lena Torvald', 'Miguel Arcos']),
    ...(random.chance(0.25)
      ? { file: scene.upload('properties', `${partner.name} transfer list`) }
      : { properties: names(scene, 1, 6) }),
    ...(random.chance(0.4) ? { newPolicyholders: policyholders(scene) } : {}),
    ...(random.chance(0.35) ? { userEmails: scene.contacts(1, 3).map(({ email }) => email) } : {}),
    ...(random.chance(0.5) ? { proofOfSale: link(scene, 'closing') } : {}),
  };
}

export function addressValidation(scene: Scene): Values {
  const { random, partner } = scene;
  const way = random.weighted([
    ['files', 45],
    ['link', 25],
    ['opportunity', 30],
  ]);
  return {
    ...(way === 'files'
      ? {
          files: Array.from(
            {
              length: random.weighted([
                [1, 80],
                [2, 20],
              ]),
            },
            (_, index) => scene.upload('addresses', `${partner.name} rent roll ${index + 1}`),
          ),
        }
      : {}),
    ...(way === 'link' ? { link: link(scene, 'rent-roll') } : {}),
    ...(way === 'opportunity' || random.chance(0.3)
      ? { opportunityId: `006-${random.whole(10_000, 99_999)}` }
      : {}),
    ...(random.chance(0.5) ? { policyholders: policyholders(scene) } : {}),
    ...(random.chance(0.4) ? { userEmails: scene.contacts(1, 4).map(({ email }) => email) } : {}),
  };
}

export function names(scene: Scene, least: number, most: number): string[] {
  return scene.properties(least, most).map(({ name }) => name);
}

export function policyholders(scene: Scene): string[] {
  return names(scene, 1, 3).map((name) => `${name} Owner LLC`);
}

export function link(scene: Scene, what: string): string {
  const id = scene.random.uuid().slice(0, 8);
  return `https://drive.example.com/${scene.partner.domain.split('.')[0]}/${what}-${id}`;
}
