import { TextInput } from '@mantine/core';
import { formatInstant } from '../../../format.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { useViewerZone } from '../../../ui/now.ts';
import { common } from '../../../words/common.ts';
import { linkWords as words } from '../../../words/users.ts';
import classes from './user.module.css';

/** A one-time link where mail is not set up: told once, for an admin to hand over. */
export function HandedLink({ url, expiresAt }: { url: string; expiresAt: string }) {
  const zone = useViewerZone();
  return (
    <div className={classes.handed}>
      <p>{words.lead}</p>
      <TextInput
        label={words.field}
        readOnly
        value={url}
        classNames={{ input: 'mono' }}
        rightSection={<CopyButton text={url} what={words.copy} />}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p className={classes.note}>{words.once(common.at(formatInstant(expiresAt, zone), zone))}</p>
    </div>
  );
}
