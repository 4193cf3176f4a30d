import type { Values } from '../../../src/domain/requests/define.ts';
import type { Scene } from '../scene.ts';

const NEEDS_ZIP = ['CA', 'MS', 'UT', 'WA'];

export function xmlFiles(scene: Scene): Values {
  const { random } = scene;
  const state = random.pick([
    'CA',
    'CO',
    'FL',
    'FL',
    'GA',
    'IL',
    'MN',
    'MS',
    'NC',
    'NJ',
    'OK',
    'SC',
    'TX',
    'TX',
    'UT',
    'WA',
  ]);
  const carriers = random.pick([['rvic'], ['rvic'], ['ssic'], ['rvic', 'ssic']]);
  const zips = NEEDS_ZIP.includes(state)
    ? carriers.map((carrier) => [
        `${carrier}Zip`,
        scene.upload('archive', `${carrier.toUpperCase()} ${state} forms`),
      ])
    : [];
  return {
    state,
    carriers,
    file: scene.upload('filing', `${state} filing`),
    ...Object.fromEntries(zips),
  };
}

/** F-SD2: the two counts add up to the rows of the file, mostly. */
export function stripeDisputes(scene: Scene): Values {
  const { random } = scene;
  const file = scene.upload('disputes', `Stripe disputes batch ${random.whole(100, 999)}`);
  const rows = scene.files.get(file)?.facts.csv?.rows ?? 1;
  const counted = random.chance(0.12) ? rows + random.whole(1, 3) : rows;
  const riDisputes = random.whole(0, Math.floor(counted / 2));
  return { file, premiumDisputes: counted - riDisputes, riDisputes };
}
