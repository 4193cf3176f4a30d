import { type ComponentType, useEffect, useState } from 'react';
import { onToast } from '../../ui/toast.ts';

/** Loads the package that shows toasts with the first one. */
export function Toasts() {
  const [Host, setHost] = useState<ComponentType | null>(null);
  useEffect(
    () =>
      onToast((toast) => {
        void import('./toast-host.tsx').then((module) => {
          setHost(() => module.ToastHost);
          module.show(toast);
        });
      }),
    [],
  );
  return Host === null ? null : <Host />;
}
