import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type RefObject, useState } from 'react';
import { bulkWords as words } from '../../words/bulk.ts';
import { FocusBack } from '../focus-back.tsx';
import classes from './bulk.module.css';
import { bulkExplains, bulkLabel } from './bulk-label.ts';
import { BulkRunView, type BulkTask } from './bulk-run.tsx';

interface Props {
  readonly task: BulkTask;
  /** Has the focus once the dialog is gone; else what has it now. */
  readonly opener?: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly onOver: (done: readonly string[]) => void;
}

/** What is typed stays until it is sent; nothing closes while rows are being changed. */
export default function BulkDialog({ task, opener, onClose, onOver }: Props) {
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [isBusy, setBusy] = useState(false);
  return (
    <Modal
      opened
      onClose={() => {
        if (!isBusy) onClose();
      }}
      withCloseButton={!isBusy}
      closeOnClickOutside={false}
      fullScreen={isPhone}
      size={720}
      title={
        <>
          {bulkLabel(task.action)}{' '}
          <span className={classes.count}>{words.selected(task.codes.length)}</span>
        </>
      }
    >
      <FocusBack to={opener} />
      <p className={classes.explains}>{bulkExplains(task.action)}</p>
      <BulkRunView task={task} onClose={onClose} onBusy={setBusy} onOver={onOver} />
    </Modal>
  );
}
