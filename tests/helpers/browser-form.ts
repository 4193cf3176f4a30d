import { expect, type Locator, type Page } from '@playwright/test';

/** A file as somebody picks it. */
export interface PickedFile {
  readonly name: string;
  readonly content: string | Buffer;
}

export interface FormDriver {
  /** The control with this label, whether required or not. */
  readonly control: (label: string) => Locator;
  /** Several controls under one label: choices side by side, files. */
  readonly group: (label: string) => Locator;
  readonly write: (label: string, text: string) => Promise<void>;
  /** From a list that opens. */
  readonly select: (label: string, option: string) => Promise<void>;
  /** From choices that stand side by side. */
  readonly pick: (label: string, option: string) => Promise<void>;
  readonly tick: (label: string, ...options: readonly string[]) => Promise<void>;
  /** Returns once the upload is done. */
  readonly attach: (label: string, ...files: readonly PickedFile[]) => Promise<void>;
}

/** Fills a form in by the labels that people read, within a page, a dialog or an entry of a block. */
export function formOn(scope: Page | Locator): FormDriver {
  const control = (label: string) =>
    scope
      .getByRole('textbox', { name: named(label) })
      .or(scope.getByRole('combobox', { name: named(label) }));
  const group = (label: string) => scope.getByRole('group', { name: named(label) });
  return {
    control,
    group,
    write: (label, text) => control(label).fill(text),
    select: async (label, option) => {
      await control(label).selectOption({ label: option });
    },
    pick: (label, option) => group(label).getByRole('radio', { name: option, exact: true }).check(),
    tick: async (label, ...options) => {
      for (const option of options) {
        await group(label).getByRole('checkbox', { name: option, exact: true }).check();
      }
    },
    attach: async (label, ...files) => {
      await group(label)
        .getByLabel(new RegExp(`^${escaped(label)}: choose`))
        .setInputFiles(
          files.map(({ name, content }) => ({
            name,
            mimeType: 'application/octet-stream',
            buffer: Buffer.from(content),
          })),
        );
      for (const { name } of files) {
        await expect(group(label).getByRole('button', { name: `Remove ${name}` })).toBeVisible();
      }
    },
  };
}

/** A required field says so in its label. */
function named(label: string): RegExp {
  return new RegExp(`^${escaped(label)}( \\(required\\))?$`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
