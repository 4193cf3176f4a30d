import { Button } from '@mantine/core';
import { selectionWords as words } from '../../words/bulk.ts';
import { clearSelection } from './selection.ts';

/** At phone width cards open when touched; this makes touching them pick them instead. */
export function SelectToggle({
  isOn,
  onChange,
}: {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <Button
      variant={isOn ? 'light' : 'default'}
      aria-pressed={isOn}
      onClick={() => {
        if (isOn) clearSelection();
        onChange(!isOn);
      }}
    >
      {isOn ? words.done : words.select}
    </Button>
  );
}
