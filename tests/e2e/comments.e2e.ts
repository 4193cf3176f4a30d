import type { Page } from '@playwright/test';
import type { TestUser } from '../helpers/actors.ts';
import { expect, PHONE, test } from '../helpers/browser.ts';
import { looksRight } from '../helpers/browser-axe.ts';
import { requestOn } from '../helpers/browser-pages.ts';
import { story } from '../helpers/browser-story.ts';

/** The composer of a request's page, by what people read on it. */
function composerOn(page: Page) {
  const form = page.getByRole('form', { name: 'Write a comment' });
  return {
    form,
    text: form.getByRole('textbox', { name: 'Comment' }),
    internal: form.getByRole('switch', { name: 'Internal' }),
    people: form.getByRole('listbox', { name: 'People to mention' }),
    post: form.getByRole('button', { name: /^Comment/ }),
  };
}

const file = (name: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(`The content of ${name}`),
});

test('L18: a requester comments with a file and a mention, which the operator reads', async ({
  person,
  open,
  api,
}) => {
  const { code, requester, operator } = await story({ person, api }, 'user_records', 'in_progress');
  const page = await open(requester, `/requests/${code}`);
  const { form, text, people, internal, post } = composerOn(page);
  await expect(post).toBeHidden();
  await text.click();
  await expect(post).toBeVisible();
  await expect(internal).toHaveCount(0);

  await text.pressSequentially(`Please look **soon**, @${operator.username.slice(0, -1)}`);
  const option = people.getByRole('option', { name: operator.username });
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await expect(text).toHaveAttribute(
    'aria-activedescendant',
    (await option.getAttribute('id')) ?? '-',
  );
  await page.keyboard.press('Enter');
  await expect(people).toBeHidden();
  await expect(text).toHaveValue(`Please look **soon**, @${operator.username} `);
  await expect(text).toBeFocused();

  await form
    .getByLabel('Attach files')
    .last()
    .setInputFiles([file('notes.txt'), file('more.txt')]);
  await expect(form.getByRole('button', { name: 'Remove more.txt' })).toBeVisible();
  await form.getByRole('button', { name: 'Remove more.txt' }).click();
  await text.press('Control+Enter');

  const { history } = requestOn(page);
  await expect(history.getByText(`${requester.name} commented`)).toBeVisible();
  await expect(history.locator('strong', { hasText: 'soon' })).toBeVisible();
  await expect(text).toHaveValue('');
  await expect(text).toBeFocused();
  await expect(history.getByRole('link', { name: /more\.txt/ })).toHaveCount(0);
  expect(await api(requester).detail(code)).toMatchObject({ version: 2, status: 'in_progress' });

  const theirs = await open(operator, `/requests/${code}`);
  const read = requestOn(theirs).history;
  await expect(read.getByTitle(operator.name)).toHaveText(`@${operator.username}`);
  const download = theirs.waitForEvent('download');
  await read.getByRole('link', { name: /notes\.txt/ }).click();
  expect((await download).suggestedFilename()).toBe('notes.txt');
});

test('L18: an operator comments internally; the requester sees nothing of it', async ({
  person,
  open,
  api,
}) => {
  const { code, requester, operator, qa } = await story(
    { person, api },
    'unit_transfer',
    'completed',
  );
  const page = await open(operator, `/requests/${code}`);
  const { form, text, internal, people, post } = composerOn(page);
  await text.fill('Keep an eye on this one, ');
  await expect(post).toHaveText('Comment');
  await internal.click();
  await expect(form).toContainText('Only operators, QA agents, leadership and admins see this');
  await expect(post).toHaveText('Comment internally');
  await text.pressSequentially(`@${requester.username}`);
  await expect(form).toContainText('Nobody who can see this has such a name');
  await text.fill(`Keep an eye on this one, @${qa.username}`);
  await expect(people).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(people).toBeHidden();
  await form
    .getByLabel('Attach files')
    .last()
    .setInputFiles([file('suspicion.txt')]);
  await expect(form.getByRole('button', { name: 'Remove suspicion.txt' })).toBeVisible();
  await looksRight(page, 'comment internal being written');
  await post.click();

  const { history } = requestOn(page);
  const shown = history.getByRole('listitem').filter({ hasText: 'Keep an eye' });
  await expect(shown).toContainText(`${operator.name} commented`);
  await expect(shown.getByText('Internal', { exact: true })).toBeVisible();
  await expect(post).toHaveText('Comment');
  await looksRight(page, 'comment internal in the history');

  const theirs = await open(requester, `/requests/${code}`);
  await expect(requestOn(theirs).history).toContainText('created the request');
  const main = theirs.getByRole('main');
  for (const secret of ['Keep an eye', 'suspicion.txt', 'Internal', 'commented']) {
    await expect(main).not.toContainText(secret);
  }
});

test('L18: people are completed by keyboard and by pointer, and a click outside closes the list', async ({
  person,
  open,
  api,
}) => {
  const { code, requester } = await story({ person, api }, 'user_records', 'cancelled');
  const mark = requester.username.replace(/\D/g, '');
  const make = (firstName: string) =>
    person({ firstName, lastName: `Mark${mark}`, roles: ['operator'] });
  const first = await make('Anna');
  const second = await make('Bruno');
  const page = await open(requester, `/requests/${code}`, { viewport: PHONE });
  const { text, people } = composerOn(page);
  const selected = people.getByRole('option', { selected: true });
  const option = (one: TestUser) => people.getByRole('option', { name: one.name });

  await text.click();
  await text.pressSequentially(`Ask @mark${mark}`);
  await expect(selected).toContainText(first.name);
  await page.keyboard.press('ArrowDown');
  await expect(selected).toContainText(second.name);
  await page.keyboard.press('ArrowDown');
  await expect(selected).toContainText(first.name);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await expect(text).toHaveValue(`Ask @${second.username} `);

  // The answer to the bare @ is there long before that to the name: it must not be taken for it.
  await text.pressSequentially('@');
  await expect(people.getByRole('option')).toHaveCount(8);
  await text.pressSequentially('nobody-is-called-so');
  await page.keyboard.press('Enter');
  await expect(text).toHaveValue(`Ask @${second.username} @nobody-is-called-so\n`);
  await text.fill(`Ask @${second.username} `);

  await text.pressSequentially(`and @mark${mark}`);
  await expect(people).toBeInViewport({ ratio: 1 });
  await looksRight(page, 'comment completing a mention');
  await page.setViewportSize(PHONE);
  await option(first).click();
  await expect(text).toHaveValue(`Ask @${second.username} and @${first.username} `);
  await expect(text).toBeFocused();

  await text.pressSequentially(`@mark${mark}`);
  await expect(people).toBeVisible();
  await page.getByRole('heading', { level: 1 }).click();
  await expect(people).toBeHidden();
});

test('L18: what was typed outlives a failure and a reload, and is posted once', async ({
  person,
  open,
  api,
  watch,
}) => {
  watch.expectNoConnection();
  const { code, operator } = await story({ person, api }, 'user_records', 'pending');
  const page = await open(operator, `/requests/${code}`);
  const { text, form, post, internal } = composerOn(page);
  await text.fill('Half a thought');
  await internal.click();
  await expect(form).toContainText(/Draft saved/);
  await page.reload();
  await expect(text).toHaveValue('Half a thought');
  await expect(internal).toBeChecked();

  await text.fill('A whole thought');
  const address = '**/api/requests/*/comments';
  // The comment is posted, its answer is lost.
  await page.route(address, async (route) => {
    await route.fetch();
    await route.abort();
  });
  await post.click();
  await expect(form.getByRole('alert')).toContainText('The server cannot be reached');
  await expect(text).toHaveValue('A whole thought');
  await page.unroute(address);
  await form.getByRole('button', { name: 'Try again' }).click();
  const { history } = requestOn(page);
  await expect(history.getByText('A whole thought')).toHaveCount(1);
  await expect(text).toHaveValue('');
  const { events } = await api(operator).detail(code);
  expect(events.filter(({ action }) => action === 'comment')).toHaveLength(1);
  await page.reload();
  await expect(text).toHaveValue('');
  await text.click();
  await post.click();
  await expect(form).toContainText('Enter');
  await expect(text).toBeFocused();
});
