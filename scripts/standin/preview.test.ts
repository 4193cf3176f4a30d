import { describe, expect, it } from 'vitest';
import { OUTBOX_EVENTS } from '../../src/domain/notifications/events.ts';
import { REQUEST_TYPE_KEYS } from '../../src/domain/requests/define.ts';
import { renderPreview } from './preview.ts';
import { previewOf, previewPage, previewQuery } from './preview-page.ts';

const names = new Map([['U04MAYAOK1', 'Maya Okonjo']]);

describe('the preview', () => {
  it('shows every event for every type on all channels', () => {
    const cases = OUTBOX_EVENTS.flatMap((event) =>
      REQUEST_TYPE_KEYS.map((type) => previewQuery.parse({ event, type })),
    );
    for (const query of cases) {
      const page = previewPage(renderPreview(query), query, names).text;
      const which = `${query.event} ${query.type}`;
      expect(page, which).not.toMatch(/undefined|cannot show|cannot be rendered/);
    }
    expect(cases).toHaveLength(OUTBOX_EVENTS.length * REQUEST_TYPE_KEYS.length);
  });

  it('section 8: mentions somebody, or is no chat message at all, as the event has it', () => {
    const pageOf = (event: string) => {
      const query = previewQuery.parse({ event, type: 'user_records' });
      return previewPage(renderPreview(query), query, names).text;
    };
    expect(pageOf('request_blocked')).toContain('@Maya Okonjo');
    expect(pageOf('request_sent_to_qa')).not.toContain('@Maya Okonjo');
    expect(pageOf('comment_mention').match(/told by email only/g)).toHaveLength(2);
  });

  it.each([
    ['request_pending_approval', 'you approve requests'],
    ['update_requested', 'you are its operator'],
    ['work_assigned', 'the work was handed to you'],
    ['request_blocked', 'this is your request'],
    ['request_sent_to_qa', 'An admin chose this address'],
  ])('%s is read by whom it is for', (event, why) => {
    const query = previewQuery.parse({ event, type: 'user_records' });
    expect(renderPreview(query).email.text).toContain(why);
  });

  it('renders in a thread of its own', async () => {
    const query = previewQuery.parse({ event: 'request_blocked', type: 'xml_files' });
    await expect(previewOf(query)).resolves.toEqual(renderPreview(query));
  });

  it('N7: offers to mute only what this reader may mute', () => {
    const mail = (event: string, reader: string) =>
      renderPreview(previewQuery.parse({ event, type: 'user_records', reader })).email.text;
    expect(mail('request_completed', 'requester')).toContain('unsubscribe?token=');
    expect(mail('request_completed', 'shared')).not.toContain('unsubscribe?token=');
    expect(mail('request_blocked', 'requester')).not.toContain('unsubscribe?token=');
  });

  it('a fault of a renderer is shown instead of a page', () => {
    const query = previewQuery.parse({});
    const page = previewPage(new Error('no <b> here'), query, names).text;
    expect(page).toContain('no &lt;b&gt; here');
  });

  it('an unknown choice falls back to the first', () => {
    expect(previewQuery.parse({ event: '<script>', type: 'x', width: '1' })).toEqual({
      event: 'new_request_created',
      type: 'user_records',
      reader: 'usual',
      scheme: 'system',
      width: 'full',
    });
  });
});
