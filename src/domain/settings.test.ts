import { describe, expect, it } from 'vitest';
import { checkSettings } from './settings.ts';

const MOST = 10_485_760;
const check = (typed: Parameters<typeof checkSettings>[0]) => checkSettings(typed, MOST);
const issueOf = (typed: Parameters<typeof checkSettings>[0]) =>
  check(typed).issues.map(({ path, message }) => `${path}: ${message}`);

describe('section 10: settings as typed', () => {
  it('keep what is not given out of it', () => {
    expect(check({})).toEqual({ settings: {}, issues: [] });
    expect(check({ fourEyesQa: false, rejectWindowDays: 0 }).settings).toEqual({
      fourEyesQa: false,
      rejectWindowDays: 0,
    });
  });

  it('take an emptied name, colour and list as none', () => {
    expect(check({ companyName: '  ', accentColour: '', registrationDomains: ' ,\n' })).toEqual({
      settings: { companyName: null, accentColour: null, registrationDomains: [] },
      issues: [],
    });
    expect(check({ companyName: null, accentColour: null }).issues).toEqual([]);
  });

  it('take a name of one line with at most 80 characters, whatever its letters', () => {
    expect(check({ companyName: '  Ünïted <Co> & Söhne 有限公司 ' }).settings.companyName).toBe(
      'Ünïted <Co> & Söhne 有限公司',
    );
    expect(issueOf({ companyName: 'x'.repeat(80) })).toEqual([]);
    expect(issueOf({ companyName: 'x'.repeat(81) })).toEqual([
      'companyName: At most 80 characters',
    ]);
    for (const name of ['a\nb', 'a\u0000b', 'a\u2028b', 'a\u202Eb']) {
      expect(issueOf({ companyName: name })).toEqual(['companyName: Enter the name in one line']);
    }
  });

  it('name a colour that is none', () => {
    expect(check({ accentColour: ' 2F6FDE ' }).settings.accentColour).toBe('#2f6fde');
    expect(issueOf({ accentColour: 'red;}' })).toEqual([
      'accentColour: "red;}" is not a colour, e.g. #2f6fde',
    ]);
  });

  it('R6: split domains at commas and lines, lower-case them and name the wrong ones', () => {
    const typed = 'Example.com, @sub.example.com\n\nEXAMPLE.com,xn--bcher-kva.example';
    expect(check({ registrationDomains: typed })).toEqual({
      settings: {
        registrationDomains: ['example.com', 'sub.example.com', 'xn--bcher-kva.example'],
      },
      issues: [],
    });
    expect(issueOf({ registrationDomains: 'example.com, localhost' })).toEqual([
      'registrationDomains: "localhost" is not a domain, e.g. example.com',
    ]);
    expect(issueOf({ registrationDomains: 'a@b.example, -x.example, \u212A.example' })).toEqual([
      'registrationDomains: "a@b.example", "-x.example", "\u212A.example" are not domains, e.g. example.com',
    ]);
    const many = Array.from({ length: 51 }, (_, n) => `d${n}.example`).join();
    expect(issueOf({ registrationDomains: many })).toEqual([
      'registrationDomains: At most 50 domains',
    ]);
  });

  it('F1: take an upload size from 100 kB to what the environment allows, which it names', () => {
    expect(issueOf({ maxUploadBytes: 102_400 })).toEqual([]);
    expect(issueOf({ maxUploadBytes: MOST })).toEqual([]);
    const says = ['maxUploadBytes: Enter a size from 100 kB to 10 MB'];
    expect(issueOf({ maxUploadBytes: 102_399 })).toEqual(says);
    expect(issueOf({ maxUploadBytes: MOST + 1 })).toEqual(says);
    expect(checkSettings({ maxUploadBytes: 2_048 }, 2_048).issues).toEqual([]);
  });
});
