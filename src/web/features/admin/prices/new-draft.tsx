import { Button, Modal, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../../api/client.ts';
import { useCreateDraftList } from '../../../api/prices.ts';
import { issuesOf } from '../../../ui/settings/issues-of.ts';
import { common, states } from '../../../words/common.ts';
import { priceDialogWords as words } from '../../../words/prices.ts';
import classes from './prices.module.css';

interface NewDraftProps {
  readonly label: string;
  readonly variant?: 'filled' | 'default';
  /** The list to start from; else the newest published one. */
  readonly copyOf?: { readonly id: number; readonly version: number };
  /** False while there is none to start from. */
  readonly hasPublished: boolean;
}

/** Asks for a title, and goes on at the new draft. */
export function NewDraft({ label, variant = 'filled', copyOf, hasPublished }: NewDraftProps) {
  const [isOpen, setOpen] = useState(false);
  const [title, setTitle] = useState('');
  const creating = useCreateDraftList();
  const navigate = useNavigate();
  const close = (): void => {
    setOpen(false);
    creating.reset();
  };
  const issue = issuesOf(creating.error).title;
  const create = () =>
    creating.mutate(
      { title, ...(copyOf === undefined ? {} : { copyOf: copyOf.id }) },
      {
        onSuccess: ({ id }) => {
          close();
          setTitle('');
          void navigate({ to: '/admin/prices/$id', params: { id: String(id) } });
        },
      },
    );
  return (
    <>
      <Button variant={variant} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal opened={isOpen} onClose={close} title={words.newTitle} size={440}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            create();
          }}
        >
          <p className={classes.dialogText}>
            {copyOf !== undefined
              ? words.newTextOf(copyOf.version)
              : hasPublished
                ? words.newText
                : words.newTextEmpty}
          </p>
          <TextInput
            data-autofocus
            label={words.name}
            placeholder={words.namePlaceholder}
            autoComplete="off"
            value={title}
            error={issue}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <p role="alert" className={classes.failed}>
            {creating.isError &&
              issue === undefined &&
              (creating.error instanceof ApiError
                ? creating.error.problem.detail
                : states.serverDownText)}
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={close}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={creating.isPending}>
              {words.create}
            </Button>
          </div>
        </form>
      </Modal>
    </>
  );
}
