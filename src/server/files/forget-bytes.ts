import type { Context } from '../context.ts';

/**
 * Removes bytes that no row knows any more, or never will (F5). Whether the store answers is nothing
 * to the person whose upload was refused or removed: what stays is found by the sweep.
 */
export async function forgetBytes(context: Context, storageKey: string): Promise<void> {
  try {
    await context.files.remove(storageKey);
  } catch (error) {
    context.log.warn({ err: error, storageKey }, 'bytes stay in the file store until the sweep');
  }
}
