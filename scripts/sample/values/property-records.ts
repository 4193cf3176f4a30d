import type { Values } from '../../../src/domain/requests/define.ts';
import type { Scene } from '../scene.ts';
import { link, names } from './units-and-users.ts';

export function propertyRecords(scene: Scene): Values {
  const { random, partner } = scene;
  const way = random.weighted([
    ['fields', 82],
    ['file', 12],
    ['link', 6],
  ]);
  if (way === 'fields') return change(scene);
  const subType = random.pick(['property_units', 'address', 'property_name', 'integration_code']);
  return way === 'file'
    ? { subType, file: scene.upload('properties', `${partner.name} corrections`) }
    : { subType, link: link(scene, 'corrections') };
}

type SubType =
  | 'property_name'
  | 'management_company'
  | 'legal_entity'
  | 'address'
  | 'property_type'
  | 'property_units'
  | 'coverage'
  | 'integration_code'
  | 'banking_information';

function change(scene: Scene): Values {
  const { random } = scene;
  const properties = names(scene, 1, 4);
  const [first] = scene.properties(1, 1);
  const kind = random.weighted<SubType>([
    ['property_name', 14],
    ['management_company', 10],
    ['legal_entity', 12],
    ['address', 14],
    ['property_type', 7],
    ['property_units', 16],
    ['coverage', 11],
    ['integration_code', 8],
    ['banking_information', 8],
  ]);
  const common = { subType: kind, properties };
  switch (kind) {
    case 'property_name':
      return {
        ...common,
        newNames: properties.map(
          (name) => `${name} ${random.pick(['North', 'at the Park', 'II', 'Residences'])}`,
        ),
      };
    case 'management_company':
      return {
        ...common,
        newCompany: random.pick([
          'Ledgerwood Management',
          'Halcyon Row Services',
          'Tern & Plover Management',
        ]),
      };
    case 'legal_entity':
      return { ...common, newPolicyholder: `${properties[0]} Holdings ${random.whole(1, 9)} LLC` };
    case 'address':
      return {
        ...common,
        properties: first === undefined ? properties : [first.name],
        correctedAddress: first?.address ?? '',
      };
    case 'property_type':
      return {
        ...common,
        propertyType: random.pick(['single_family', 'garden_community', 'multifamily']),
      };
    case 'property_units':
      return {
        ...common,
        properties: properties.slice(0, 1),
        units: Array.from({ length: random.whole(3, 18) }, (_, index) =>
          String(random.whole(1, 4) * 100 + index + 1),
        ),
      };
    case 'coverage':
      return {
        ...common,
        ...(random.chance(0.5)
          ? { coverageMultiplier: random.pick(['1', '1.5', '2', '2.5', '3']) }
          : { coverageAmount: `${random.whole(2, 400) * 500}.00` }),
      };
    case 'integration_code':
      return {
        ...common,
        integration: random.pick(['yardi', 'realpage', 'rent_manager', 'mri', 'entrata']),
        integrationCodes: properties.map(
          (name) => `${name.slice(0, 3).toUpperCase()}${random.whole(100, 999)}`,
        ),
      };
    case 'banking_information':
      return {
        ...common,
        bankDetails: `Account holder: ${properties[0]} Owner LLC\nRouting number: 000000${random.whole(100, 999)}\nAccount number: 0000${random.whole(10_000, 99_999)}`,
      };
  }
}
