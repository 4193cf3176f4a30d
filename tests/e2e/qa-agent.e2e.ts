import { REQUEST_TYPE_KEYS, type RequestTypeKey } from '../../src/domain/requests/define.ts';
import { requestType } from '../../src/domain/requests/types/index.ts';
import { expect, test } from '../helpers/browser.ts';
import { formOn } from '../helpers/browser-form.ts';
import { requestOn } from '../helpers/browser-pages.ts';
import { story } from '../helpers/browser-story.ts';

/** What the QA agent finds wrong, and how it reads afterwards. */
const CORRECTION: Readonly<Record<RequestTypeKey, readonly [label: string, text: string]>> = {
  user_records: ['Users updated', '7'],
  property_records: ['Properties updated', '7'],
  unit_transfer: ['Manual unit updates', '7'],
  deactivation_toggle: ['Bulk updates', '7'],
  address_validation: ['Valid units', '7'],
  stripe_disputes: ['RI disputes', '7'],
  xml_files: ['Notes', 'Header corrected'],
};

for (const type of REQUEST_TYPE_KEYS) {
  const { prefix } = requestType(type);

  test(`${prefix}: a QA agent starts QA, corrects the operation and completes the request (L10, L11)`, async ({
    person,
    open,
    api,
  }) => {
    const { code, qa } = await story({ person, api }, type, 'qa_pending');
    const page = await open(qa, `/requests/${code}`);
    const request = requestOn(page);
    await request.press('Start QA');
    await expect(request.head).toContainText(/You .*checking it/);

    await request.press('Complete');
    const dialog = request.dialog('Complete');
    const [label, text] = CORRECTION[type];
    await formOn(dialog).write(label, text);
    await dialog.getByRole('button', { name: 'Complete request' }).click();
    await expect(dialog).toBeHidden();
    await expect(request.head).toContainText('Completed');
    await expect(page.getByRole('region', { name: 'Operation details' })).toContainText(text);
    await expect(request.history).toContainText(`${qa.name} completed the request`);
    const detail = await api(qa).detail(code);
    expect(detail.status).toBe('completed');
    expect(detail.tatMs).toBeGreaterThanOrEqual(0);
  });
}

test('L12: a QA agent rejects the work, and the operator finds it with the reason', async ({
  person,
  open,
  api,
}) => {
  const { code, qa, operator } = await story({ person, api }, 'user_records', 'qa_in_progress');
  const page = await open(qa, `/requests/${code}`);
  const request = requestOn(page);
  await request.choose('Reject');
  const dialog = request.dialog('Reject');
  await formOn(dialog).write('Reason', 'Bob was not added.');
  await dialog.getByRole('button', { name: 'Reject work' }).click();
  await expect(request.head).toContainText(new RegExp(`${operator.name} .*working on it`));
  await expect(request.head).toContainText('Rejected before');

  const operatorPage = await open(operator, '/');
  await operatorPage.getByRole('link', { name: code }).click();
  await expect(requestOn(operatorPage).history).toContainText('Bob was not added.');
});

test('P6: who operated a request is told why they cannot check it themself', async ({
  person,
  open,
  api,
}) => {
  const both = await person({ roles: ['operator', 'qa_agent'] });
  const { code } = await story({ person, api }, 'user_records', 'pending');
  await api(both).act(code, 'operate');
  await api(both).act(code, 'send_to_qa', { usersUpdated: 2, propertiesUpdated: 0 });
  const page = await open(both, `/requests/${code}`);
  const request = requestOn(page);
  await expect(request.head.getByRole('button', { name: 'Start QA' })).toHaveCount(0);
  await request.head.getByRole('button', { name: /actions/i }).click();
  const refused = page.getByRole('menuitem', { name: /^Start QA/ });
  await expect(refused).toHaveAttribute('aria-disabled', 'true');
  await expect(refused).toContainText('QA must be done by somebody other than the operator');
});
