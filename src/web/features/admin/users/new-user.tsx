import { Button, Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { NewUserAnswer } from '../../../../domain/api/users.ts';
import { showToast } from '../../../ui/toast.ts';
import { newUserWords as words } from '../../../words/users.ts';
import { HandedLink } from './handed-link.tsx';
import { NewUserForm } from './new-user-form.tsx';
import classes from './user.module.css';

/** Asks who it is; goes on at the new account, or first shows the link that no mail can bring. */
export function NewUser() {
  const [isOpen, setOpen] = useState(false);
  // Another one begins with empty fields; a dialog closed half-way keeps what was typed.
  const [attempt, setAttempt] = useState(0);
  const [made, setMade] = useState<NewUserAnswer | null>(null);
  const navigate = useNavigate();
  const goOn = (id: number) => {
    setOpen(false);
    setMade(null);
    void navigate({ to: '/admin/users/$id', params: { id: String(id) } });
  };
  const onCreated = (answer: NewUserAnswer) => {
    const { user, invitation } = answer;
    setAttempt((before) => before + 1);
    if (invitation !== null && invitation.url !== null) return setMade(answer);
    showToast({ text: invitation === null ? words.created(user.name) : words.invited(user.email) });
    goOn(user.id);
  };
  const link = made?.invitation;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.title}</Button>
      <Modal
        opened={isOpen}
        onClose={() => (made === null ? setOpen(false) : goOn(made.user.id))}
        title={made === null ? words.title : words.linkTitle(made.user.name)}
        size={560}
        keepMounted
        // A link is told only once: no stray click may take it away.
        closeOnClickOutside={made === null}
        closeOnEscape={made === null}
      >
        {made !== null && link !== null && link !== undefined && link.url !== null ? (
          <>
            <HandedLink url={link.url} expiresAt={link.expiresAt} />
            <div className={classes.buttons}>
              <Button onClick={() => goOn(made.user.id)}>{words.done}</Button>
            </div>
          </>
        ) : (
          <NewUserForm key={attempt} onCreated={onCreated} onCancel={() => setOpen(false)} />
        )}
      </Modal>
    </>
  );
}
