import { Button, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useId,
  useState,
} from 'react';
import { settingsWords as words } from '../../words/settings.ts';
import classes from './settings.module.css';

type Report = (id: string, isDirty: boolean) => void;
const ReportContext = createContext<Report>(() => undefined);

/** Tells the page's guard that this section holds something unsaved. */
export function useUnsaved(isDirty: boolean): void {
  const report = useContext(ReportContext);
  const id = useId();
  useEffect(() => {
    report(id, isDirty);
    return () => report(id, false);
  }, [report, id, isDirty]);
}

/** Asks before leaving while any section below holds unsaved changes. */
export function UnsavedGuard({ children }: { children: ReactNode }) {
  const [dirty, setDirty] = useState<ReadonlySet<string>>(new Set());
  const report = useCallback<Report>((id, isDirty) => {
    setDirty((before) => {
      if (before.has(id) === isDirty) return before;
      const after = new Set(before);
      if (isDirty) after.add(id);
      else after.delete(id);
      return after;
    });
  }, []);
  const isDirty = dirty.size > 0;
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  return (
    <ReportContext value={report}>
      {children}
      <Modal
        opened={blocker.status === 'blocked'}
        onClose={() => blocker.reset?.()}
        title={words.unsavedTitle}
        size={400}
      >
        <p>{words.unsavedText}</p>
        <div className={classes.choice}>
          <Button variant="default" onClick={() => blocker.proceed?.()}>
            {words.leave}
          </Button>
          <Button data-autofocus onClick={() => blocker.reset?.()}>
            {words.stay}
          </Button>
        </div>
      </Modal>
    </ReportContext>
  );
}
