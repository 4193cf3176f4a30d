import type { RequestTypeKey } from '../../../src/domain/requests/define.ts';

/** What requesters write, by type. Slots are filled by `scene.ts`. */
export const INSTRUCTIONS: Readonly<Record<RequestTypeKey, readonly string[]>> = {
  user_records: [
    'New leasing team at {property}. {contact} is the main contact; please copy their access from the previous manager.',
    'Please set everybody up **before {weekday}**. The onboarding call with {partner} is that morning.',
    'The people marked *left* in column D should lose access to every property, not only to {property}.',
    'Same group as last {lastMonth}, plus two new listing agents:\n\n- they work for {property} only\n- no reports, no billing\n\nAsk {contact} if a name is unclear.',
    'Two of the addresses bounce. I asked {contact} for the right ones; start with the others meanwhile.',
    'Regional change at {partner}: {property} and {property2} now report to {contact}.',
    'Audit clean-up. Whoever has not signed in since {lastMonth} can go; {contact} has confirmed the list.',
    'Please do not send invitation mails. {contact} tells the team in their own meeting on {weekday}.',
    '{partner} moved to single sign-on. Keep the roles exactly as they are, only the addresses change.',
    'Seasonal staff for {property}. They need access until the end of {month}, I will send a removal request then.',
    'Maternity cover: give the same access as {contact}, and leave the original account active.',
    'This replaces my request from last week, which had the wrong access level for {property}.',
    'Please check that nobody ends up as *property manager admin* at two partners. It happened last time.',
    'Row 14 of the sheet is a shared mailbox. Skip it; we do not allow those any more.',
  ],
  property_records: [
    'Please correct this **before the {month} billing run**.',
    'The old value was a typing error of ours, so no need to notify {partner}.',
    'Legal has signed this off. The document is in the CRM under {partner}.',
    '1. Change the record.\n2. Check that open quotes follow.\n3. Tell {contact} when it is live.',
    '{contact} will be out from {weekday}. Questions go to me.',
    'Found during the quarterly review of {partner}. See also the note on the account from {lastMonth}.',
  ],
  unit_transfer: [
    'The sale of {property} closed on the 1st. Policies move with the units, nothing is cancelled.',
    'Please move the units first and the users after that. The new owner wants to see the properties when they sign in.',
    '{contact} stays as contact for both sides until the end of {month}.',
    'Balances stay with {partner}. Only units and active policies are transferred.',
    'Same procedure as for the transfer in {lastMonth}: new policyholder first, then units, then invites.',
    'The receiving PSM knows and has room for {count} more units.',
    'Partner asks for a short confirmation with the number of units transferred.',
  ],
  deactivation_toggle: [
    'Agreed with {contact} on the phone on {weekday}, confirmation by mail is in the CRM.',
    'Residents have been told by {partner}. No mail from our side.',
    'Please confirm with a screenshot of the portal setting.',
  ],
  xml_files: [
    'Filing for {lastMonth}. The spreadsheet has been reconciled with the carrier statements.',
    'Deadline at the department is {weekday}. I need a day to upload, so please plan for that.',
    'Resubmission: two policy numbers were rejected last time, they are corrected in rows 31 and 44.',
    '- effective dates are in the local format\n- premium without taxes\n- leave endorsement codes empty',
    'Same layout as last quarter. Column M is new and can be ignored.',
    'The ZIP files contain the signed forms. Please keep their names as they are.',
    'Please validate against the schema of the state, not the one of the vendor.',
    'Zero-premium rows are intended, these are the cancellations of {lastMonth}.',
  ],
  address_validation: [
    'Export of their rent roll from {weekday}. Unit numbers are in a column of their own.',
    'Portfolio of {count} units, onboarding planned for {month}.',
    'Please mark everything that does not resolve to a single delivery point. {contact} will look at those by hand.',
    'Buildings of {property} have letters (A–F), they are part of the street line.',
    'They have some rural addresses with a highway number. Use what the county uses.',
    'New partner, first delivery. Expect **duplicates** between the two sheets.',
    'Create the accounts as soon as the valid ones are through, the rest can follow.',
    'The file has a total line at the bottom, please drop it.',
    'Second round: only the {count} units which failed last time.',
  ],
  stripe_disputes: [
    'Weekly batch. The earliest deadline is {weekday}.',
    'Three of these are repeated disputes by the same cardholder, see the notes column.',
    'Please use the new evidence template, the bank asked for the signed lease page.',
    'Premium and RI are mixed in the file; the market column tells them apart.',
    'One row is a duplicate of last week. I left it in so that the numbers match the Stripe export.',
    'Month-end batch for {lastMonth}. Finance closes the books two days later.',
    'Where a policy was cancelled before the charge, accept the dispute and note the refund.',
  ],
};

/** Besides those of the type: what is written for one sub-type only. */
export const INSTRUCTIONS_BY_SUB_TYPE: Readonly<Record<string, readonly string[]>> = {
  property_name: [
    'The rebranding of {property} is official since Monday. Certificates should show the new name from {month} on.',
    'The old name was a working title from the construction phase.',
  ],
  management_company: [
    '{contact} sent the amended management agreement. The ownership does not change.',
    'The new company takes over on the 1st of {month}. Their users come with a separate request.',
  ],
  legal_entity: [
    'The loan was refinanced and the lender asks for a single-purpose entity. Nothing else changes.',
    'The entity name must be *exactly* as in the agreement, including the comma.',
  ],
  address: [
    'Both buildings of {property} share one entry in the portal. Please change both addresses in one go.',
    'The city renumbered the street. Residents have been told by {partner}.',
  ],
  property_type: [
    'It was set up with the wrong type, quotes came out too high. Existing policies stay as they are.',
  ],
  property_units: [
    'Phase two of {property} opened with {count} more units. They are missing in the portal.',
    'The units were merged during the renovation, the old numbers should disappear.',
  ],
  coverage: [
    'New coverage from the renewal call on {weekday}. Existing policies keep what they have.',
    'Agreed in the master agreement, section 4. Applies to new leases only.',
  ],
  integration_code: [
    'The integration returned *property not found* last night; the code is what their vendor gave us.',
    '{partner} migrated to a new instance over the weekend, all codes have changed.',
  ],
  banking_information: [
    'Confirmed by phone with {contact} at the number we had on file before.',
    'The old account closes at the end of {month}. Please do not mix payouts.',
  ],
  partner_to_prospect: [
    'The prospect signs on {weekday}. If that slips I will move the date here.',
    'They want to keep the residents enrolled while the contract is being drawn up.',
  ],
  partner_to_partner: [
    'Carve-out of two buildings. **Do not** transfer {property2}, it is still in dispute.',
    'The county record of the sale lags behind by about two weeks.',
  ],
  partner_deactivation: [
    'Last invoice is paid. Nothing else is open on the account.',
    'Exit interview is done. Please keep the reports available until the end of {month}.',
  ],
  property_deactivation: [
    'Only these. The other properties of {partner} stay active.',
    'The building has been empty since {lastMonth}.',
  ],
  toggle_on_invites: [
    'The lease wording is sorted out, they want invites again from {weekday} on.',
    'Start with {property}; if that goes well the others follow in {month}.',
  ],
  toggle_off_invites: [
    'The partner complained twice about invites going to former residents; see the thread in the CRM.',
    'If there are pending invites, let them expire. Do not cancel them by hand.',
  ],
  toggle_off_homepage_sign_ups: [
    'Please switch it at the end of the day in their time zone so that nobody is in the middle of a sign-up.',
    'We expect to switch this back in {month}. Please keep the configuration.',
  ],
  toggle_on_cash_deposits: [
    'Their accounting is ready for it, {contact} has had the training.',
    'Residents asked for it. The deposit amounts are in the lease template.',
  ],
  toggle_off_cash_deposits: [
    'Cash deposits are not allowed under the new lease template of {partner}.',
    'Deposits that are being processed should go through.',
  ],
};
