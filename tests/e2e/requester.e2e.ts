import { addDays, dayIn, instantFromEpochMs } from '../../src/domain/kernel/calendar.ts';
import { expect, test } from '../helpers/browser.ts';
import { SPREADSHEET_FILE, TRANSFER_FILE, ZIP_FILE } from '../helpers/browser-content.ts';
import { formOn } from '../helpers/browser-form.ts';
import { submitted } from '../helpers/browser-pages.ts';

/** P1: each team creates every type it may, through the real forms. */

test('UR: revenue submits user groups with a priority and a schedule (F-UR1, R6, L1)', async ({
  person,
  open,
  api,
}) => {
  const user = await person({ teams: ['revenue'], timezone: 'America/New_York' });
  const page = await open(user, '/new');
  await page.getByRole('link', { name: /User records/ }).click();
  const form = formOn(page);
  await form.write('Partner', 'Northwind');
  await page.getByRole('button', { name: 'Add a user group' }).click();

  const first = formOn(page.getByRole('region', { name: 'User group 1' }));
  await first.pick('Operation', 'Add');
  await first.write('User emails', 'Ann@example.com, bob@example.com');
  await first.pick('Access level', 'Listing agent');
  await first.write('Properties', 'Oak Court\nElm Court');

  await page.getByRole('button', { name: 'Add another user group' }).click();
  const second = formOn(page.getByRole('region', { name: 'User group 2' }));
  await second.pick('Operation', 'Remove');
  await second.write('User emails', 'cy@example.com');
  await second.write('Properties', 'Elm Court');
  await second.pick('Deactivate these users from the portal', 'Yes');

  await form.write('Special instructions', 'Please do **Ann** first.');
  await form.pick('Priority', 'High');
  const day = addDays(dayIn('America/New_York', instantFromEpochMs(Date.now())), 2);
  await form.write('Scheduled date', day);
  await expect(page.getByText(/^Becomes active on .*00:00 America\/New_York/)).toBeVisible();

  const code = await submitted(page, 'UR');
  expect(await api(user).detail(code)).toMatchObject({
    status: 'scheduled',
    priority: 'high',
    team: 'revenue',
    scheduledOn: day,
    scheduledTimezone: 'America/New_York',
    values: {
      groups: [
        {
          operation: 'add',
          emails: ['ann@example.com', 'bob@example.com'],
          accessLevel: 'listing_agent',
          properties: ['Oak Court', 'Elm Court'],
        },
        {
          operation: 'remove',
          emails: ['cy@example.com'],
          properties: ['Elm Court'],
          deactivate: true,
        },
      ],
      instructions: 'Please do **Ann** first.',
    },
  });
});

test('UR: support submits a spreadsheet in place of user groups (F-UR1)', async ({
  person,
  open,
  api,
}) => {
  const user = await person({ teams: ['support'] });
  const page = await open(user, '/new/user_records');
  const form = formOn(page);
  await form.write('Partner', 'Northwind');
  await form.attach('Spreadsheet', SPREADSHEET_FILE);
  const code = await submitted(page, 'UR');
  const detail = await api(user).detail(code);
  expect(detail).toMatchObject({ status: 'pending', team: 'support' });
  expect(detail.files.map(({ name }) => name)).toEqual([SPREADSHEET_FILE.name]);
});

test('DT: fields follow the sub-type, and a deactivation waits for leadership (F-DT1 to F-DT5)', async ({
  person,
  open,
  api,
}) => {
  const user = await person({ teams: ['revenue'] });
  const page = await open(user, '/new/deactivation_toggle');
  const form = formOn(page);
  await form.select('Sub-type', 'Property deactivation');
  await form.write('Partner', 'Northwind');
  await form.write('Properties affected', 'Oak Court');
  await expect(form.group('Marked as churned in the CRM')).toHaveCount(0);
  await expect(form.control('Properties with active policies')).toHaveCount(0);
  await form.pick('Active policies', 'Yes');
  await form.write('Properties with active policies', 'Oak Court');
  await form.write('Context', 'Sold last month.');

  // What does not apply to another sub-type is neither shown nor stored.
  await form.select('Sub-type', 'Partner deactivation');
  await expect(form.control('Properties affected')).toHaveCount(0);
  await form.pick('Marked as churned in the CRM', 'No');
  await expect(page.getByText('Will wait for leadership approval.')).toBeVisible();

  const code = await submitted(page, 'DT');
  const detail = await api(user).detail(code);
  expect(detail.status).toBe('pending_approval');
  expect(detail.values).toEqual({
    subType: 'partner_deactivation',
    partnerName: 'Northwind',
    activePolicies: true,
    policyProperties: ['Oak Court'],
    context: 'Sold last month.',
    markedAsChurned: false,
  });
});

test('UT: somebody of both teams chooses one, and a prospect has a portfolio (P2, F-UT1, F-UT2)', async ({
  person,
  open,
  api,
}) => {
  const user = await person({ teams: ['revenue', 'support'] });
  const page = await open(user, '/new/unit_transfer');
  const form = formOn(page);
  await form.pick('Team', 'Support');
  await form.pick('Sub-type', 'Partner to prospect');
  await form.write('Origin partner', 'Northwind');
  await form.write('Destination partner or prospect', 'Birch Living');
  await form.write('Prospect portfolio size', '0');
  await form.select('Prospect landlord type', 'REIT');
  await form.attach('File', TRANSFER_FILE);
  await form.write('Proof of sale', 'https://example.com/deed');
  await form.write('New policyholders', 'Birch LLC');
  const code = await submitted(page, 'UT');
  expect(await api(user).detail(code)).toMatchObject({
    status: 'pending',
    team: 'support',
    partnerName: 'Northwind',
    variant: 'Partner to prospect',
    values: { portfolioSize: 0, landlordType: 'reit', newPolicyholders: ['Birch LLC'] },
  });
});

test('AV: support submits several files at once (F-AV1)', async ({ person, open, api }) => {
  const user = await person({ teams: ['support'] });
  const page = await open(user, '/new/address_validation');
  const form = formOn(page);
  await form.write('Partner', 'Northwind');
  await form.attach('Files', SPREADSHEET_FILE, TRANSFER_FILE);
  await form.write('Policyholders', 'Acme LLC\nBirch LLC');
  await form.write('User emails', 'ann@example.com');
  await form.pick('Priority', 'Low');
  const code = await submitted(page, 'AV');
  const detail = await api(user).detail(code);
  expect(detail).toMatchObject({ status: 'pending', priority: 'low' });
  expect(detail.files.map(({ name }) => name).sort()).toEqual(
    [SPREADSHEET_FILE.name, TRANSFER_FILE.name].sort(),
  );
});

test('PR: revenue submits bank details, which nobody gets back in clear (F-PR2, section 4)', async ({
  person,
  open,
  api,
}) => {
  const user = await person({ teams: ['revenue'] });
  const page = await open(user, '/new/property_records');
  const form = formOn(page);
  await form.select('Sub-type', 'Address');
  await form.write('Partner', 'Northwind');
  await form.write('Properties affected', 'Oak Court');
  await form.write('Corrected address', '1 Main St');
  await form.select('Sub-type', 'Banking information');
  await expect(form.control('Corrected address')).toHaveCount(0);
  await form.write('Bank details', 'IBAN XX00 1234 5678');
  const code = await submitted(page, 'PR');
  const detail = await api(user).detail(code);
  expect(detail.values).toEqual({
    subType: 'banking_information',
    partnerName: 'Northwind',
    properties: ['Oak Court'],
    bankDetails: { kept: true },
  });
});

test('XF: compliance submits a state that needs the ZIP of each carrier (F-XF1)', async ({
  person,
  open,
  api,
}) => {
  const user = await person({ teams: ['compliance'] });
  const page = await open(user, '/new/xml_files');
  const form = formOn(page);
  await form.select('State', 'Utah (UT)');
  await form.tick('Carriers', 'RVIC', 'SSIC');
  await form.attach('Spreadsheet', SPREADSHEET_FILE);
  await form.attach('RVIC ZIP', ZIP_FILE);
  await page.getByRole('button', { name: 'Submit request' }).click();
  const complaints = page.getByRole('alert').getByRole('link');
  await expect(complaints).toHaveCount(1);
  await expect(complaints).toContainText('SSIC ZIP');
  await form.attach('SSIC ZIP', { ...ZIP_FILE, name: 'ssic.zip' });
  const code = await submitted(page, 'XF');
  const detail = await api(user).detail(code);
  expect(detail).toMatchObject({ status: 'pending', priority: 'normal', team: 'compliance' });
  expect(detail.files).toHaveLength(3);
});

test('SD: accounting hears what a CSV lacks and that its rows differ from the counts (F-SD1, F-SD2)', async ({
  person,
  open,
  api,
}) => {
  const user = await person({ teams: ['accounting'] });
  const page = await open(user, '/new/stripe_disputes');
  const form = formOn(page);
  await form.write('Premium disputes', '2');
  await form.write('RI disputes', '1');
  await form.attach('CSV file', { name: 'short.csv', content: 'Market,Dispute Id\nCA,dp_1\n' });
  await page.getByRole('button', { name: 'Submit request' }).click();
  const group = form.group('CSV file');
  await expect(group).toContainText('Deadline');
  await expect(group).toContainText('Internal Notes');

  await group.getByRole('button', { name: 'Remove short.csv' }).click();
  const rows = ['CA,dp_1,2026-12-01,first', 'TX,dp_2,2026-12-02,second'].join('\n');
  const content = `Market,Dispute Id,Deadline,Internal Notes\n${rows}\n`;
  await form.attach('CSV file', { name: 'disputes.csv', content });
  await expect(group).toContainText('The CSV has 2 rows, but the two counts add up to 3');
  const code = await submitted(page, 'SD');
  expect(await api(user).detail(code)).toMatchObject({
    status: 'pending',
    values: { premiumDisputes: 2, riDisputes: 1 },
  });
});

for (const { team, types } of [
  { team: 'revenue', types: ['UR', 'PR', 'UT', 'DT', 'AV'] },
  { team: 'compliance', types: ['XF'] },
  { team: 'accounting', types: ['SD'] },
] as const) {
  test(`P1: ${team} is offered ${types.join(', ')} and nothing else`, async ({ person, open }) => {
    const user = await person({ teams: [team] });
    const page = await open(user, '/new');
    const cards = page.getByRole('main').getByRole('listitem');
    await expect(cards).toHaveCount(types.length);
    for (const type of types) await expect(cards.filter({ hasText: type })).not.toHaveCount(0);
    const other = team === 'accounting' ? 'xml_files' : 'stripe_disputes';
    await page.goto(`/new/${other}`);
    await expect(page.getByRole('heading', { name: /not for your team/ })).toBeVisible();
  });
}
