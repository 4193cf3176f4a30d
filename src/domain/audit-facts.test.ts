import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditFacts, auditFactsLine, auditTarget } from './audit-facts.ts';

describe('section 10: what an entry of the audit log tells', () => {
  it('is read in words, in the order it was written', () => {
    expect(auditFactsLine({ reason: 'wrong_password' })).toBe('Reason: wrong password');
    expect(auditFactsLine({ channel: 'slack', isOn: false })).toBe('Channel: Slack; Switched: off');
    expect(auditFactsLine({ format: 'image/png', sizeBytes: 2_048 })).toBe(
      'Format: image/png; Size: 2 kB',
    );
    expect(auditFactsLine({ roles: ['operator', 'qa_agent'], teams: [] })).toBe(
      'Roles: Operator, QA agent; Teams: none',
    );
    expect(auditFactsLine({ action: 'ask_for_update', done: 2 })).toBe(
      'Action: Ask for update; Changed: 2',
    );
    expect(
      auditFactsLine({ report: 'revenue_support', type: 'user_records', team: ['support'] }),
    ).toBe('Report: Revenue/Support; Type: User records; Team: Support');
    expect(auditFactsLine({ status: ['qa_in_progress', 'blocked'] })).toBe(
      'Status: QA in progress, Blocked',
    );
    expect(auditFactsLine({ beforeMinutes: null, afterMinutes: 90 })).toBe(
      'Target: none → 1 h, 30 m',
    );
  });

  it('shows a change from what to what, field by field', () => {
    const details = {
      before: { companyName: null, fourEyesQa: true, maxUploadBytes: 10_485_760 },
      after: { companyName: 'Northwind', fourEyesQa: false, maxUploadBytes: 204_800 },
      switchedOn: ['email'],
    };
    expect(auditFacts(details)).toEqual([
      { name: 'Company name', value: 'none → Northwind' },
      { name: 'Four eyes at QA', value: 'yes → no' },
      { name: 'Largest upload', value: '10 MB → 200 kB' },
      { name: 'Channels switched on again', value: 'Email' },
    ]);
  });

  it('shows a change that is written as from and to', () => {
    expect(auditFactsLine({ teams: { from: [], to: ['revenue', 'support'] } })).toBe(
      'Teams: none → Revenue, Support',
    );
  });

  it('names what it is about as the pages do', () => {
    expect(auditTarget('job_paused', 'clean-up')).toBe('Clean up');
    expect(auditTarget('target_tat_changed', 'xml_files')).toBe('Generating XML files');
    expect(auditTarget('notification_toggle_changed', 'request_blocked')).toBe('Blocked');
    expect(auditTarget('bank_details_revealed', 'PR-26Q4001')).toBe('PR-26Q4001');
    expect(auditTarget('target_tat_changed', 'gone')).toBe('gone');
    expect(auditTarget('sign_in', null)).toBeNull();
  });

  it('shows plainly what it does not know', () => {
    expect(
      auditFacts({ somethingNew: { a: [1] }, other_key: 'toString', reason: 'inactive' }),
    ).toEqual([
      { name: 'Something new', value: '{"a":[1]}' },
      { name: 'Other key', value: 'toString' },
      { name: 'Reason', value: 'inactive' },
    ]);
    expect(auditFacts({ before: 'x', after: { a: 1 } })).toEqual([
      { name: 'Before', value: 'x' },
      { name: 'After', value: '{"a":1}' },
    ]);
    expect(auditFacts({ text: 'x'.repeat(5_000) })[0]?.value).toHaveLength(2_000);
  });

  it('takes whatever JSON there is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (details) =>
        auditFacts(details as Record<string, unknown>).every(
          ({ name, value }) => typeof name === 'string' && value !== '' && value.length <= 4_100,
        ),
      ),
    );
  });
});
