import { expect, type Locator, type Page } from '@playwright/test';

/** Submits the form of a new request; the code of the request it became. */
export async function submitted(page: Page, prefix: string): Promise<string> {
  await page.getByRole('button', { name: 'Submit request' }).click();
  const address = new RegExp(`/requests/(${prefix}-\\d{2}Q[1-4]\\d{3,})$`);
  await expect(page).toHaveURL(address);
  const code = address.exec(page.url())?.[1];
  if (code === undefined) throw new Error(`${page.url()} has no code`);
  await expect(page.getByRole('main').getByText(code).first()).toBeVisible();
  return code;
}

export interface RequestPageDriver {
  /** Code, status and title: what stands above everything else. */
  readonly head: Locator;
  readonly history: Locator;
  /** The one button for what is likeliest now. */
  readonly press: (label: string) => Promise<void>;
  /** From the menu of the other actions. */
  readonly choose: (label: string) => Promise<void>;
  readonly dialog: (label: string) => Locator;
}

/** The page of one request, by what people read on it. */
export function requestOn(page: Page): RequestPageDriver {
  const head = page.getByRole('main').locator('header').first();
  return {
    head,
    history: page.getByRole('region', { name: 'History' }),
    press: (label) => head.getByRole('button', { name: label, exact: true }).click(),
    choose: async (label) => {
      await head.getByRole('button', { name: /^(Actions|More actions)$/ }).click();
      await page.getByRole('menuitem', { name: label, exact: true }).click();
    },
    dialog: (label) => page.getByRole('dialog', { name: new RegExp(`^${label}`) }),
  };
}
