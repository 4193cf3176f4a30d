import { Anchor } from '@mantine/core';
import {
  IMPORT_COLUMNS,
  IMPORT_MOST_CHARACTERS,
  IMPORT_MOST_ROWS,
} from '../../../../domain/accounts.ts';
import { ROLES, TEAMS } from '../../../../domain/people.ts';
import { formatCount, formatFileSize } from '../../../format.ts';
import { saveText } from '../../../ui/save-text.ts';
import { importWords as words } from '../../../words/users.ts';
import classes from './import.module.css';
import { templateCsv } from './import-csv.ts';

/** What the file may hold, and one to start from. */
export function ImportColumns() {
  return (
    <div className={classes.columns}>
      <p>
        {words.columns}:{' '}
        <span className={`mono ${classes.names}`}>{IMPORT_COLUMNS.join(', ')}</span>
      </p>
      <p>{words.severalHelp(ROLES.join(', '), TEAMS.join(', '))}</p>
      <p>
        {words.limits(formatCount(IMPORT_MOST_ROWS), formatFileSize(IMPORT_MOST_CHARACTERS))}{' '}
        <Anchor
          component="button"
          type="button"
          inherit
          underline="always"
          onClick={() => saveText(words.templateName, templateCsv(), 'text/csv')}
        >
          {words.template}
        </Anchor>
      </p>
    </div>
  );
}
