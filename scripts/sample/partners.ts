import type { Random } from './random.ts';

/** Invented property companies with their portfolios. */

export interface Partner {
  readonly name: string;
  /** Where its people have their mail. */
  readonly domain: string;
  readonly properties: readonly Property[];
  readonly contacts: readonly Contact[];
}

export interface Property {
  readonly name: string;
  readonly address: string;
}

export interface Contact {
  readonly name: string;
  readonly email: string;
}

const NAMES = [
  'Cedar Hollow Living',
  'Marlfinch Residential',
  'Northlamp Communities',
  'Tidewater Row Homes',
  'Brambleworth Property Group',
  'Quillstone Management',
  'Larkspur & Vane',
  'Copperfen Apartments',
  'Saltmarsh Residential Trust',
  'Ninebark Communities',
  'Harrowgate Lane Living',
  'Foxglove Realty Partners',
  'Driftmoor Homes',
  'Amberquay Residential',
  'Juniper Reach Management',
  'Stonebirch Collective',
  'Willowmere Housing',
  'Palisade Crown Living',
  'Bluestem Prairie Homes',
  'Thornbury Oak Residential',
  'Meridian Kiln Properties',
  'Old Ferry Property Co.',
  'Sagebrush Terrace Group',
  'Lanternfield Living',
  'Rookery Hill Residential',
  'Cobalt Orchard Homes',
  'Wrenmoor Partners',
  'Elmsgate Urban Living',
  'Goldfinch Yard Management',
  'Pebblecreek Holding',
  'Summit & Sedge',
  'Windrow Communities',
  'Ashgrove Mills Residential',
  'Yarrowfield Homes',
  'Hollisbrook Apartments',
  'Riverbend Slate Group',
  'Heronsgate Residential',
  'Maplethorn Living',
  'Cinderbrook Realty',
  'Oldcastle Bay Homes',
  'Tamarack Square',
  'Verbena House Living',
  'Kingsrow Communities',
  'Granite Petal Properties',
  'Seabright Lofts Group',
  'Ivywell Management',
  'Nettlecombe Homes',
  'Crestfall Residential',
] as const;

const FIRST = [
  'Alder',
  'Aspen',
  'Beacon',
  'Birch',
  'Canal',
  'Chestnut',
  'Clover',
  'Copper',
  'Cypress',
  'Dogwood',
  'Falcon',
  'Fern',
  'Garnet',
  'Harbor',
  'Hawthorn',
  'Heron',
  'Indigo',
  'Juniper',
  'Kestrel',
  'Laurel',
  'Linden',
  'Magnolia',
  'Mariner',
  'Meadow',
  'Millrace',
  'Monarch',
  'Orchard',
  'Osprey',
  'Pinnacle',
  'Poplar',
  'Prairie',
  'Quarry',
  'Redwood',
  'Ridge',
  'Saffron',
  'Sierra',
  'Sparrow',
  'Sycamore',
  'Tannery',
  'Teal',
  'Timber',
  'Union',
  'Vine',
  'Walnut',
  'Wharf',
  'Wisteria',
] as const;
const SECOND = [
  'Court',
  'Flats',
  'Commons',
  'Terrace',
  'Station',
  'Gardens',
  'Lofts',
  'Place',
  'Village',
  'Heights',
  'Landing',
  'Row',
  'Park',
  'Crossing',
  'Yard',
] as const;
const STREETS = [
  'Larkspur Ave',
  'Mill Race Rd',
  'Old Depot St',
  'Sparrow Hill Ln',
  'Tannery Way',
  'Union Canal Dr',
  'Veterans Loop',
  'Wharfside Blvd',
  'Cherry Hollow Ct',
  'Eastbrook Pkwy',
] as const;
const TOWNS = [
  'Fairmarsh, NC 27199',
  'Port Ellery, FL 32999',
  'Dunmore Falls, TX 75999',
  'Cedar Notch, CO 80999',
  'Westhaven, GA 30399',
  'Lakemont Grove, IL 60199',
  'Silver Ferry, WA 98999',
  'Arden Springs, UT 84199',
  'Millbrook Junction, NJ 08999',
  'Tallow Creek, SC 29999',
] as const;
const CONTACTS = [
  'Jordan Pell',
  'Teresa Amaro',
  'Wes Kolberg',
  'Dionne Farrow',
  'Hector Salvat',
  'Mina Ohara',
  'Gil Brennick',
  'Rosa Delmonte',
  'Caleb Winsor',
  'Nadia Farouq',
  'Pete Strand',
  'Lorena Ybarri',
  'Kofi Antwell',
  'Judith Marlow',
  'Anders Rehn',
  'Simone Tull',
  'Ravi Chandel',
  'Bridget Noone',
  'Eli Morgenthal',
  'Fatou Dienger',
  'Colin Haske',
  'Marta Zielin',
  'Theo Bascombe',
  'Ana Paz Riera',
] as const;

export function samplePartners(random: Random): readonly Partner[] {
  return NAMES.map((name) => {
    const domain = `${name.toLowerCase().replace(/[^a-z]+/g, '')}.example.com`;
    const first = random.some(FIRST, 8, 14);
    return {
      name,
      domain,
      properties: first.map((word) => ({
        name: `${word} ${random.pick(SECOND)}`,
        address: `${random.whole(11, 98) * 10 + random.whole(0, 9)} ${random.pick(STREETS)}\n${random.pick(TOWNS)}`,
      })),
      contacts: random.some(CONTACTS, 6, 10).map((contact) => ({
        name: contact,
        email: `${contact.toLowerCase().replaceAll(' ', '.')}@${domain}`,
      })),
    };
  });
}
