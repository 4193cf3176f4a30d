/** What people write while a request is worked on. Slots are filled by `scene.ts`. */

export const BLOCK_REASONS: readonly string[] = [
  'The list names {property}, but the portal has no such property under {partner}. Which one is meant?',
  'Two rows have **no email address**. Please send them or tell me to skip the rows.',
  'The link asks for a sign-in. Please share it with operations or attach the file.',
  'The sheet is password-protected. I need the password by another channel, or a copy without.',
  '{property} is managed through the integration, so changes here are overwritten every night. Should the partner change it on their side?',
  'There are {count} active policies at {property}. Please confirm that residents have been told.',
  'The names in the request and in the file differ:\n\n- request: {property}\n- file: {property2}\n\nWhich one is right?',
  'Waiting for the portal team: the record is locked by their migration until {weekday}.',
  'The totals in the file do not match the request. Please check and send a corrected version.',
  'I cannot tell from the document who the new policyholder is. Could you ask {contact}?',
  'The carrier returned an error for one of the codes. I need the current code from {partner}.',
  'The date in the request has passed already for {property2}. Do we go on with the rest?',
];

export const RESOLUTIONS: readonly string[] = [
  '{contact} confirmed: it is {property}, the other name was the one before the rebranding.',
  'Skip those rows. They will come with a later request.',
  'Shared the folder with operations, please try again.',
  'Corrected file attached to the mail thread and linked here. Only two rows have changed.',
  'Residents were told on {weekday}. Please go ahead.',
  'Go on without {property2}, I will open a separate request for it.',
  'The partner has changed it on their side. You should see it after the nightly sync.',
  'Checked with {contact}. The totals in the file are right, mine were from the week before.',
  'The migration is done, the record is free again.',
  'Policyholder is the company named on page 3, as signed.',
];

export const REJECTIONS: readonly string[] = [
  '{property} still shows the old value in the portal.',
  'Two of the users got *listing agent* instead of *property manager*. Please compare with the request.',
  'The count says {count}, I find three fewer in the portal. Please check the last rows of the sheet.',
  'One building was left out. Everything else is right.',
  'Invitations went out although the instructions ask for none. Please note what was sent and correct the rest.',
  'The spreadsheet link opens an empty sheet.',
  'Row 7 and row 8 are the same person. One of the two accounts has to go.',
  'The change was made at {property2}, the request is about {property}.',
];

export const COMPLETED_REJECTIONS: readonly string[] = [
  '{contact} wrote that they still cannot see {property}. Please have another look.',
  'The portal shows the old data again since this morning, maybe the sync has overwritten it.',
  'We missed one property in the first pass, it is in the file on the second sheet.',
];

export const UPDATES: readonly string[] = [
  'About half done. The rest follows today.',
  'I am waiting for the nightly sync; if {property} shows up tomorrow, this goes to QA.',
  'The sheet is larger than usual, I expect to finish by {weekday}.',
  'All users are in. Two properties are left.',
  'Carrier support has answered, the fix on their side is announced for {weekday}.',
  'Next in my queue. I start within the hour.',
  'QA is through with the first sheet, no findings so far.',
  'Nothing is missing from your side. We are a little behind because of the month-end batch.',
  'Asked the portal team about the duplicate of {property}; no answer yet.',
];

export const CANCELLATIONS: readonly (string | null)[] = [
  'Duplicate of a request by a colleague.',
  'The partner changed their mind, everything stays as it is.',
  'The sale of {property} fell through.',
  'Not needed any more: {contact} could do it in the portal.',
  'Wrong partner chosen. I will submit it again.',
  null,
  'Postponed to next quarter.',
  null,
];

export const DECLINES: readonly string[] = [
  'Not while there are open invoices. Please settle those with {partner} first.',
  'I spoke to {contact}, they would rather pause than leave. Keep everything active until we hear from them.',
  'Please ask legal first. The notice period runs until the end of {month}.',
  'Switching invites off for the whole portfolio goes too far. Submit it again for {property} only.',
];

export const CONTEXTS: readonly string[] = [
  '{partner} leaves at the end of {month}. The notice arrived on time and is stored in the CRM.',
  'The property was sold. The buyer works with another provider and does not want to keep the program.',
  'Residents get invites although their lease includes coverage. The partner wants them off until that is sorted out.',
  '{contact} asked for this after the renewal talks. Revenue has tried twice to keep them.',
  'The building is being renovated and stands empty until {month}.',
  'Sign-ups from the public page end up at the wrong property. Off until the mapping is fixed.',
  'Consolidation: {partner} keeps only the properties with more than 50 units in the program.',
];

export const OPERATING_NOTES: readonly string[] = [
  'Done as asked. Checked in the portal afterwards.',
  'Bulk upload for the first sheet, the two exceptions by hand.',
  'All rows processed, **no errors** in the report.',
  'Row 14 skipped as instructed.',
  'The portal needed two attempts; the second one went through completely.',
  '- {property}: done\n- {property2}: done, unit 101 was there already',
  'One duplicate found and merged, see the spreadsheet.',
  'Processing report downloaded and checked against the list.',
  'Changed by hand because the bulk tool does not know this field.',
  'Invites were not sent.',
];

export const ADDENDA: readonly string[] = [
  'Addition from {weekday}: please include {property2} as well.',
  'Correction: the contact is {contact}, not the person named before.',
  'Please wait for my message before you tell the partner.',
  'If anything is unclear, call me. I am at my desk until the end of the day.',
];
