/** Finding and focusing the control of a value. Ids carry the form's own id: dialogs stand over pages. */

export function controlId(formId: string, path: string): string {
  return `${formId}-${path.replaceAll('.', '-')}`;
}

const FOCUSABLE =
  'input:not([type="hidden"], :disabled), textarea:not(:disabled), select:not(:disabled), button:not(:disabled), [tabindex="0"]';

/**
 * Focuses the control at `path`; where none is (an entry that went, a message about the whole
 * form), the nearest one around it, and at last the summary.
 */
export function focusField(formId: string, path: string): void {
  const keys = path === '' ? [] : path.split('.');
  for (; keys.length > 0; keys.pop()) {
    const element = document.getElementById(controlId(formId, keys.join('.')));
    if (element === null) continue;
    const target = element.matches(FOCUSABLE)
      ? element
      : (element.querySelector<HTMLElement>(FOCUSABLE) ?? element);
    focusVisibly(target);
    return;
  }
  focusById(`${formId}-summary`);
}

export function focusById(elementId: string): void {
  const element = document.getElementById(elementId);
  if (element !== null) focusVisibly(element);
}

function focusVisibly(element: HTMLElement): void {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: 'center' });
}
