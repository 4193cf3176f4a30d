import { useEffect } from 'react';
import { useSite } from '../../api/settings.ts';
import { showAccent } from '../../ui/accent.ts';

/** Keeps this page in the company's colour when an admin changes it, here or elsewhere. */
export function Branding() {
  const accent = useSite()?.accentColour;
  useEffect(() => {
    if (accent !== undefined) void showAccent(accent);
  }, [accent]);
  return null;
}
