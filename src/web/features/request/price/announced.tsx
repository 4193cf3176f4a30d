import { VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';

/** Somebody who types a number of four digits hears one price, not four. */
const ANNOUNCED_AFTER_MS = 800;

/** Said to screen readers once typing pauses. */
export function Announced({ text }: { text: string }) {
  const [said] = useDebouncedValue(text, ANNOUNCED_AFTER_MS);
  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}
