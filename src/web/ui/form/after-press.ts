import { useEffect, useMemo } from 'react';

/**
 * Pressing a button takes the focus from a field before the button hears the click. A message that
 * appeared in between would move the button away from under the pointer and the click would be
 * lost: whatever changes the layout waits until the press is over.
 */
export function useAfterPress(): (work: () => void) => void {
  const press = useMemo(trackPress, []);
  useEffect(() => {
    document.addEventListener('pointerdown', press.begin, true);
    document.addEventListener('pointerup', press.end, true);
    document.addEventListener('pointercancel', press.end, true);
    return () => {
      document.removeEventListener('pointerdown', press.begin, true);
      document.removeEventListener('pointerup', press.end, true);
      document.removeEventListener('pointercancel', press.end, true);
    };
  }, [press]);
  return press.after;
}

function trackPress() {
  let isDown = false;
  let waiting: (() => void)[] = [];
  // One task later: the click itself belongs to the release.
  const later = (work: () => void): void => {
    setTimeout(work, 0);
  };
  return {
    begin: () => {
      isDown = true;
    },
    end: () => {
      isDown = false;
      for (const work of waiting) later(work);
      waiting = [];
    },
    after: (work: () => void): void => {
      if (isDown) waiting.push(work);
      else later(work);
    },
  };
}
