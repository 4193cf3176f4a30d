import { ExternalLink, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FileRef } from '../../../domain/api/requests.ts';
import type { Field, Option, Values } from '../../../domain/requests/define.ts';
import { formatCount, formatDay, formatMoney, formatPercent } from '../../format.ts';
import { valueWords, words } from '../../words/forms.ts';
import { CopyButton } from '../copy-button.tsx';
import { isBlank, isRecord } from '../form/raw-values.ts';
import { Markdown } from '../markdown.tsx';
import { FileLinks } from './file-links.tsx';
import { ListValue } from './list-value.tsx';
import classes from './values.module.css';

interface Props {
  readonly field: Field;
  readonly value: unknown;
  readonly files: readonly FileRef[];
  readonly secret?: (field: Field) => ReactNode;
}

/** One stored value, shown as its kind asks for. */
export function FieldValue({ field, value, files, secret }: Props): ReactNode {
  switch (field.kind) {
    case 'text':
      return <Copyable text={String(value)} label={field.label} />;
    case 'multiline':
      return (
        <div className={classes.withCopy}>
          <p className={classes.multiline}>{String(value)}</p>
          <CopyButton text={String(value)} what={field.label} />
        </div>
      );
    case 'markdown':
      return <Markdown text={String(value)} />;
    case 'secret':
      return (
        <div className={classes.secret}>
          {secret?.(field) ?? (
            <>
              <Lock size={14} aria-hidden="true" />
              <span>{words.secretMasked}</span>
            </>
          )}
        </div>
      );
    case 'select':
      return labelOf(field.options, value);
    case 'multiselect':
      return entriesOf(value)
        .map((entry) => labelOf(field.options, entry))
        .join(', ');
    case 'boolean':
      return value === true ? words.yes : words.no;
    case 'integer':
      return <span className={classes.number}>{formatCount(Number(value))}</span>;
    case 'money':
      return <span className={classes.number}>{formatMoney(String(value))}</span>;
    case 'percent':
      return <span className={classes.number}>{formatPercent(String(value))}</span>;
    case 'url':
      return <WebLink href={String(value)} label={field.label} />;
    case 'list':
      return <ListValue entries={entriesOf(value)} noun={field.noun} label={field.label} />;
    case 'emails':
      return <ListValue entries={entriesOf(value)} noun={words.emails} label={field.label} />;
    case 'file':
    case 'files':
      return (
        <FileLinks ids={field.kind === 'file' ? [String(value)] : entriesOf(value)} files={files} />
      );
    case 'day':
      return <time dateTime={String(value)}>{formatDay(String(value))}</time>;
    case 'groups':
      return <Groups field={field} value={value} files={files} />;
    case 'person':
      return `#${String(value)}`;
  }
}

function Groups(props: {
  readonly field: Extract<Field, { kind: 'groups' }>;
  readonly value: unknown;
  readonly files: readonly FileRef[];
}) {
  const { field, value, files } = props;
  const groups: readonly Values[] = Array.isArray(value) ? value.filter(isRecord) : [];
  return (
    <ol className={classes.groups}>
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stored entries never move
        <li key={index} className={classes.group}>
          {groups.length > 1 && (
            <h4 className={classes.groupHead}>{words.groups.heading(field.noun, index)}</h4>
          )}
          <dl className={classes.list}>
            {field.fields
              .filter((inner) => !isBlank(group[inner.name]))
              .map((inner) => (
                <div key={inner.name} className={classes.pair}>
                  <dt>{inner.label}</dt>
                  <dd>
                    <FieldValue field={inner} value={group[inner.name]} files={files} />
                  </dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ol>
  );
}

function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <div className={classes.withCopy}>
      <span>{text}</span>
      <CopyButton text={text} what={label} />
    </div>
  );
}

/** The host is said apart: an address can be long, and where it leads should be seen. */
function WebLink({ href, label }: { href: string; label: string }) {
  const url = URL.canParse(href) ? new URL(href) : null;
  // The domain stores http and https only; anything else is shown, not linked.
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  if (!isWeb) return <span>{href}</span>;
  const rest = `${url.pathname}${url.search}${url.hash}`;
  return (
    <div className={classes.withCopy}>
      <a className={classes.link} href={href} target="_blank" rel="noopener noreferrer">
        <span className={classes.host}>{url.host}</span>
        {rest !== '/' && <span className={classes.rest}>{rest}</span>}
        <ExternalLink size={13} aria-label={valueWords.opensNewTab} />
      </a>
      <CopyButton text={href} what={label} />
    </div>
  );
}

function labelOf(options: readonly Option[], value: unknown): string {
  return options.find((option) => option.value === value)?.label ?? String(value);
}

function entriesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map((entry: unknown) => String(entry)) : [];
}
