import { Button, FileButton } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import { useSetLogo } from '../../../api/settings.ts';
import { failureText } from '../../../ui/failure-text.ts';
import { showToast } from '../../../ui/toast.ts';
import { platformWords as words } from '../../../words/platform-settings.ts';
import classes from './settings-page.module.css';

const TYPES = 'image/png,image/jpeg,image/webp';
const MOST_BYTES = 512 * 1024;

/** Stored as soon as a picture is chosen; how it looks stands in the preview above. */
export function LogoField({ logoUrl }: { logoUrl: string | null }) {
  const setting = useSetLogo();
  const [isTooLarge, setTooLarge] = useState(false);
  const forget = useRef<() => void>(null);
  const [labelId, helpId] = [useId(), useId()];
  const set = (picture: File | null) => {
    const isLarge = picture !== null && picture.size > MOST_BYTES;
    setTooLarge(isLarge);
    if (isLarge) return forget.current?.();
    setting.mutate(picture, {
      onSuccess: () =>
        showToast({ text: picture === null ? words.logoRemoved : words.logoChanged }),
      // The same picture may be chosen again.
      onSettled: () => forget.current?.(),
    });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame and a legend of its own
    <div role="group" aria-labelledby={labelId} aria-describedby={helpId}>
      <p id={labelId} className={classes.label}>
        {words.logo}
      </p>
      <div className={classes.buttons}>
        <FileButton
          accept={TYPES}
          resetRef={forget}
          onChange={(picture) => picture !== null && set(picture)}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              loading={setting.isPending && setting.variables !== null}
            >
              {logoUrl === null ? words.logoUpload : words.logoReplace}
            </Button>
          )}
        </FileButton>
        {logoUrl !== null && (
          <Button
            variant="subtle"
            color="red"
            loading={setting.isPending && setting.variables === null}
            onClick={() => set(null)}
          >
            {words.logoRemove}
          </Button>
        )}
      </div>
      <p id={helpId} className={classes.help}>
        {words.logoHelp}
      </p>
      <p role="alert" className={classes.failed}>
        {isTooLarge ? words.logoTooLarge : setting.isError ? failureText(setting.error) : null}
      </p>
    </div>
  );
}
