import { Input } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ClipboardEvent, type KeyboardEvent, useState } from 'react';
import type { PriceListDetail } from '../../../../domain/api/prices.ts';
import { OPERATIONS, type OperationKey } from '../../../../domain/pricing/operations.ts';
import { PRICE_FIELD_NAMES, type PriceField } from '../../../../domain/pricing/price-list.ts';
import { controlId, focusField } from '../../../ui/form/focus.ts';
import { priceListWords as words } from '../../../words/prices.ts';
import { pathOf } from './draft-values.ts';
import editorClasses from './editor.module.css';
import { type Cell, cellAfter, cellsOf, fillFrom } from './paste.ts';
import { PriceDifference } from './price-difference.tsx';
import { PriceTable } from './price-table.tsx';
import classes from './prices.module.css';
import type { PriceDraft } from './use-price-draft.ts';

interface PriceEditorProps {
  readonly formId: string;
  readonly draft: PriceDraft;
  readonly comparedWith: PriceListDetail['comparedWith'];
}

interface Pasted {
  readonly text: string;
  /** What stood there before. */
  readonly before: Readonly<Record<string, string>>;
}

/** Ten operations × three prices as inputs, each with what is in force. */
export function PriceEditor({ formId, draft, comparedWith }: PriceEditorProps) {
  const [pasted, setPasted] = useState<Pasted | null>(null);
  const paste = (cell: Cell, event: ClipboardEvent): void => {
    const rows = cellsOf(event.clipboardData.getData('text'));
    if (rows === null) return;
    event.preventDefault();
    const { filled, left } = fillFrom(cell, rows);
    const paths = filled.map(({ operation, field }) => pathOf(operation, field));
    const before = Object.fromEntries(paths.map((path) => [path, draft.typed[path] ?? '']));
    const texts = filled.map(({ operation, field, text }) => [pathOf(operation, field), text]);
    draft.change(Object.fromEntries(texts));
    draft.leave(...paths);
    setPasted({ text: words.pasted(filled.length, left), before });
  };
  const cell = (operation: OperationKey, field: PriceField) => (
    <PriceInput
      cell={{ operation, field }}
      formId={formId}
      draft={draft}
      was={comparedWith?.prices[operation][field] ?? null}
      onChange={(text) => {
        setPasted(null);
        draft.change({ [pathOf(operation, field)]: text });
      }}
      onPaste={paste}
    />
  );
  return (
    <>
      <PriceTable cell={cell} isEditable />
      <p role="status" className={editorClasses.pasted}>
        {pasted !== null && (
          <>
            {pasted.text}{' '}
            <button
              type="button"
              className={classes.link}
              onClick={() => {
                draft.change(pasted.before);
                setPasted(null);
              }}
            >
              {words.undo}
            </button>
          </>
        )}
      </p>
    </>
  );
}

interface PriceInputProps {
  readonly cell: Cell;
  readonly formId: string;
  readonly draft: PriceDraft;
  readonly was: string | null;
  readonly onChange: (text: string) => void;
  readonly onPaste: (cell: Cell, event: ClipboardEvent) => void;
}

function PriceInput({ cell, formId, draft, was, onChange, onPaste }: PriceInputProps) {
  const { operation, field } = cell;
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, {
    getInitialValueInEffect: false,
  });
  const path = pathOf(operation, field);
  const id = controlId(formId, path);
  const message = draft.issues.find((issue) => issue.path === path)?.message;
  const move = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = cellAfter(cell, event.key, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    const nextPath = pathOf(next.operation, next.field);
    focusField(formId, nextPath);
    const input = document.getElementById(controlId(formId, nextPath));
    if (input instanceof HTMLInputElement) input.select();
  };
  return (
    <div className={editorClasses.cell} data-editable>
      {isPhone && (
        <label htmlFor={id} className={editorClasses.cellLabel} aria-hidden="true">
          {PRICE_FIELD_NAMES[field]}
        </label>
      )}
      <Input
        id={id}
        className={editorClasses.price ?? ''}
        inputMode="decimal"
        autoComplete="off"
        aria-label={words.priceOf(PRICE_FIELD_NAMES[field], OPERATIONS[operation].name)}
        aria-invalid={message === undefined ? undefined : true}
        aria-describedby={message === undefined ? undefined : `${id}-error`}
        error={message !== undefined}
        placeholder={field === 'clientPrice' ? '0.00' : '0.000'}
        value={draft.typed[path] ?? ''}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={() => draft.leave(path)}
        onKeyDown={move}
        onPaste={(event) => onPaste(cell, event)}
      />
      <PriceDifference field={field} was={was} is={draft.content.prices[operation][field]} />
      {message !== undefined && (
        <p id={`${id}-error`} className={editorClasses.cellError}>
          {message}
        </p>
      )}
    </div>
  );
}
