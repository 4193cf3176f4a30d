import { createContext, use } from 'react';
import type { PersonOption } from '../../../domain/api/people.ts';
import type { FileRef } from '../../../domain/api/requests.ts';
import type { Field, Values } from '../../../domain/requests/define.ts';
import type { PeopleFilter } from '../../api/queries.ts';
import type { Uploads } from '../upload/use-uploads.ts';

/** What widgets do. Stable over renders, so that typing in one field renders that field only. */
export interface FormActions {
  readonly idOf: (path: string) => string;
  readonly set: (path: string, value: unknown) => void;
  /** The field was left: what is wrong with what stands there may be said now. */
  readonly leave: (path: string) => void;
  /** Replaces the entries of a repeating block; `move` says where each old entry went. */
  readonly setEntries: (
    path: string,
    entries: readonly Values[],
    move: (index: number) => number | null,
  ) => void;
  readonly focus: (path: string) => void;
}

/** What file fields show besides their value. */
export interface FormFiles {
  readonly uploads: Uploads;
  readonly files: ReadonlyMap<string, FileRef>;
  readonly maxBytes: number;
}

/** What day and person fields need to know about whom the form is for. */
export interface FormSurroundings {
  /** The requester's zone: days are meant there. */
  readonly timezone: string;
  /** Which people a person field offers. */
  readonly people: (field: Field) => PeopleFilter;
  /** A few words beside a name, e.g. team and zone. */
  readonly describePerson: (person: PersonOption) => string | undefined;
  /** Secrets that are stored already and can be kept. */
  readonly kept: ReadonlySet<string>;
}

export const FormActionsContext = createContext<FormActions | null>(null);
export const FormFilesContext = createContext<FormFiles | null>(null);
export const FormSurroundingsContext = createContext<FormSurroundings | null>(null);

export function useFormActions(): FormActions {
  return required(use(FormActionsContext));
}

export function useFormFiles(): FormFiles {
  return required(use(FormFilesContext));
}

export function useFormSurroundings(): FormSurroundings {
  return required(use(FormSurroundingsContext));
}

function required<T>(context: T | null): T {
  if (context === null) throw new Error('Form fields stand inside <RequestFormView>');
  return context;
}
