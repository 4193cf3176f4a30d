import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { isCode } from '../../../../domain/requests/codes.ts';
import { adminRequestsWords as words } from '../../../words/bulk.ts';
import classes from './requests.module.css';

/** Leads to the correction of one request. */
export function CorrectOne() {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const code = text.trim().toUpperCase();
  return (
    <form
      noValidate
      className={classes.one}
      onSubmit={(event) => {
        event.preventDefault();
        setWrong(!isCode(code));
        if (isCode(code)) void navigate({ to: '/requests/$code/correct', params: { code } });
        else input.current?.focus();
      }}
    >
      <TextInput
        ref={input}
        label={words.code}
        className={classes.oneCode ?? ''}
        classNames={{ input: 'mono' }}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        value={text}
        error={isWrong ? words.noCode : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <Button type="submit" variant="default">
        {words.correct}
      </Button>
    </form>
  );
}
