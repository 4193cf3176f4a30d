import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Draft } from '../../../domain/api/drafts.ts';
import type { FileRef } from '../../../domain/api/requests.ts';
import type { Issue } from '../../../domain/errors.ts';
import { dayIn, instantFromEpochMs } from '../../../domain/kernel/calendar.ts';
import {
  applicableFields,
  type Checked,
  checkForm,
  formWarnings,
} from '../../../domain/requests/check-form.ts';
import {
  type CheckContext,
  type Field,
  type Form,
  isKeptSecret,
  type Values,
} from '../../../domain/requests/define.ts';
import { ApiError, newIdempotencyKey } from '../../api/client.ts';
import type { FileField } from '../upload/admit.ts';
import { type Uploads, useUploads } from '../upload/use-uploads.ts';
import { useAfterPress } from './after-press.ts';
import { controlId, focusById, focusField } from './focus.ts';
import type { FormActions } from './form-context.ts';
import { mergeIssues } from './issues.ts';
import { isBlank, omitNames, pickNames, rawValues, setAt, valueAt } from './raw-values.ts';
import { type DraftControl, useDraft } from './use-draft.ts';
import { useIssues } from './use-issues.ts';

const NOTHING: Values = {};

export interface RequestFormOptions<Answer> {
  /** The same object over renders (`requestForm(type)`, or memoised). */
  readonly form: Form;
  /** Stored values, or what a new form starts with. */
  readonly initial: Values;
  /** The files that `initial` refers to. */
  readonly files?: readonly FileRef[];
  /** For operation fields: the values of the request they belong to. */
  readonly request?: Values;
  /** L19: what is stored already and is not checked against today again. */
  readonly previous?: Values | null;
  /** The requester's zone: tomorrow is meant there. */
  readonly timezone: string;
  readonly maxUploadBytes: number;
  /** Null: no draft is kept. */
  readonly draftName: string | null;
  /** What `useStoredDraft(draftName)` found. */
  readonly draft: Draft | null;
  /** Names of fields that are not the request's values (team, on behalf of whom). */
  readonly aside?: readonly string[];
  /** Told of everything the form holds, where the form itself depends on it (for whom it is). */
  readonly onChange?: (raw: Values) => void;
  /** Sends the checked values; the key is the same as long as the same thing is sent. */
  readonly submit: (values: Values, sent: Submission) => Promise<Answer>;
  readonly onDone: (answer: Answer) => void;
}

export interface Submission {
  readonly idempotencyKey: string;
  /** The draft this came from, for the server to remove and to take kept secrets from. */
  readonly draft: { readonly draft?: string };
}

export interface RequestForm {
  readonly id: string;
  readonly form: Form;
  /** Everything typed, also in fields that do not apply now. */
  readonly raw: Values;
  readonly request: Values;
  readonly applicable: readonly Field[];
  /** What would be sent now, as far as it can be read. */
  readonly read: Values;
  readonly issues: readonly Issue[];
  /** A submission was refused: the summary stands on top. */
  readonly attempted: boolean;
  readonly warnings: readonly Issue[];
  readonly files: ReadonlyMap<string, FileRef>;
  readonly uploads: Uploads;
  readonly maxUploadBytes: number;
  readonly timezone: string;
  readonly kept: ReadonlySet<string>;
  readonly actions: FormActions;
  readonly draft: DraftControl | null;
  readonly submitting: boolean;
  /** What the last attempt met, other than issues at fields. */
  readonly failure: unknown;
  readonly dismissFailure: () => void;
  readonly submit: () => void;
}

/**
 * The state of one form over the domain's rules: live conditions, checks, server messages merged at
 * their fields, uploads, draft, and a submission that can be repeated safely. Values of hidden
 * fields stay in memory and come back with their condition; they are neither checked nor sent.
 */
export function useRequestForm<Answer>(options: RequestFormOptions<Answer>): RequestForm {
  const { form } = options;
  const id = useId();
  const [start, setStart] = useState(options.draft);
  const request = options.request ?? NOTHING;
  const [raw, setRaw] = useState(() => startValues(form, options.initial, start));
  const [files, setFiles] = useState(() =>
    fileMap([...(options.files ?? []), ...(start?.files ?? [])]),
  );
  const [submitting, setSubmitting] = useState(false);
  /** Uploads that stood in the way of the last attempt: said until they are done or dropped. */
  const [waitedFor, setWaitedFor] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<unknown>(null);
  /** Counts requests to move the focus; the move happens once what it aims at is rendered. */
  const [focusOn, setFocusOn] = useState<{ readonly path: string } | null>(null);
  const current = useRef(raw);
  const busy = useRef(false);
  const attempt = useRef<{ fingerprint: string; key: string } | null>(null);
  const aside = useMemo(() => new Set(options.aside), [options.aside]);

  const { timezone } = options;
  const kept = useMemo(() => keptNames(options.previous, start), [options.previous, start]);

  function context(): CheckContext {
    return {
      today: dayIn(timezone, instantFromEpochMs(Date.now())),
      files,
      previous: withKept(options.previous ?? null, kept),
      request,
    };
  }
  const check = (): Checked => checkForm(form, current.current, context());
  const checked = check();
  const own = checked.ok ? [] : checked.issues;
  const issues = useIssues(form.fields, own);
  const applicable = applicableFields(form.fields, raw, request);

  const uploads = useUploads({
    maxBytes: options.maxUploadBytes,
    onDone: (path, field, file) => {
      setFiles((old) => new Map(old).set(file.id, file));
      handlers.current.takeFile(path, field, file);
    },
  });

  const draft = useDraft({
    name: options.draftName,
    start,
    onReplace: (stored) => {
      uploads.dropAll();
      setStart(stored);
      current.current = startValues(form, options.initial, stored);
      setRaw(current.current);
      options.onChange?.(current.current);
      setFiles(fileMap([...(options.files ?? []), ...(stored?.files ?? [])]));
      setFailure(null);
      issues.clear();
    },
  });

  function change(path: string, value: unknown): void {
    store(path, value);
    const fresh = check();
    issues.changed(path, fresh.ok ? [] : fresh.issues);
  }

  function store(path: string, value: unknown): void {
    current.current = setAt(current.current, path, value);
    setRaw(current.current);
    options.onChange?.(current.current);
    draft?.changed({
      values: omitNames(current.current, aside),
      extra: pickNames(current.current, aside),
    });
  }

  function leave(path: string): void {
    if (issues.attempted || !isBlank(valueAt(current.current, path))) issues.reveal(path);
  }

  function setEntries(
    path: string,
    entries: readonly Values[],
    move: (index: number) => number | null,
  ): void {
    issues.moved(path, move);
    store(path, entries);
  }

  function takeFile(path: string, field: FileField, file: FileRef): void {
    const old: unknown = valueAt(current.current, path);
    change(path, field.kind === 'file' ? file.id : [...(Array.isArray(old) ? old : []), file.id]);
    // F-SD1: what is wrong with a file is said as soon as it is there.
    issues.reveal(path);
  }

  // Widgets and uploads hold on to one set of functions; what these do is the last render's.
  const handlers = useRef({ change, leave, setEntries, takeFile });
  useLayoutEffect(() => {
    handlers.current = { change, leave, setEntries, takeFile };
  });
  const afterPress = useAfterPress();
  const actions = useMemo<FormActions>(
    () => ({
      idOf: (path) => controlId(id, path),
      set: (path, value) => handlers.current.change(path, value),
      leave: (path) => afterPress(() => handlers.current.leave(path)),
      setEntries: (path, entries, move) => handlers.current.setEntries(path, entries, move),
      focus: (path) => setFocusOn({ path }),
    }),
    [id, afterPress],
  );

  useEffect(() => {
    if (focusOn !== null) focusField(id, focusOn.path);
  }, [focusOn, id]);
  useEffect(() => {
    if (failure !== null) focusById(`${id}-failure`);
  }, [failure, id]);

  function show(found: readonly Issue[]): void {
    const first = found[0];
    if (first !== undefined) setFocusOn({ path: first.path });
  }

  async function submit(): Promise<void> {
    if (busy.current) return;
    setFailure(null);
    const now = check();
    const unfinished = uploads
      .issues()
      .filter(({ path }) => applicable.some((field) => field.name === path.split('.', 1)[0]));
    if (!now.ok || unfinished.length > 0) {
      const wrong = now.ok ? [] : now.issues;
      issues.revealAll(wrong);
      setWaitedFor(new Set(unfinished.map(({ key }) => key)));
      show(mergeIssues(form.fields, wrong, unfinished));
      return;
    }
    busy.current = true;
    setSubmitting(true);
    try {
      await draft?.settle();
      const answer = await options.submit(now.values, {
        idempotencyKey: keyFor(now.values),
        draft: options.draftName === null ? {} : { draft: options.draftName },
      });
      attempt.current = null;
      draft?.finished();
      options.onDone(answer);
    } catch (error) {
      draft?.resume();
      if (error instanceof ApiError && error.problem.issues !== undefined) {
        show(issues.fromServer(error.problem.issues));
      } else {
        setFailure(error);
      }
    } finally {
      busy.current = false;
      setSubmitting(false);
    }
  }

  /** The same key until what is sent changes: a lost answer is found again, never made twice. */
  function keyFor(values: Values): string {
    const fingerprint = JSON.stringify([values, request]);
    if (attempt.current?.fingerprint !== fingerprint) {
      attempt.current = { fingerprint, key: newIdempotencyKey() };
    }
    return attempt.current.key;
  }

  return {
    id,
    form,
    raw,
    request,
    applicable,
    read: checked.values,
    issues: mergeIssues(
      form.fields,
      issues.shown,
      uploads.issues().filter(({ key }) => waitedFor.has(key)),
    ),
    attempted: issues.attempted,
    warnings: formWarnings(form, checked.values, context()),
    files,
    uploads,
    maxUploadBytes: options.maxUploadBytes,
    timezone,
    kept,
    actions,
    draft,
    submitting,
    failure,
    dismissFailure: () => setFailure(null),
    submit: () => void submit(),
  };
}

function startValues(form: Form, initial: Values, draft: Draft | null): Values {
  // A draft holds everything the form held: what is missing in it was emptied.
  const stored = draft === null ? initial : { ...draft.values, ...draft.extra };
  return rawValues(form.fields, stored);
}

function fileMap(files: readonly FileRef[]): ReadonlyMap<string, FileRef> {
  return new Map(files.map((file) => [file.id, file]));
}

/** Secrets that the server holds, with the request or with the draft. */
function keptNames(previous: Values | null | undefined, draft: Draft | null): ReadonlySet<string> {
  return new Set(
    Object.entries({ ...previous, ...draft?.values })
      .filter(([, value]) => isKeptSecret(value))
      .map(([name]) => name),
  );
}

function withKept(previous: Values | null, kept: ReadonlySet<string>): Values | null {
  if (kept.size === 0) return previous;
  return { ...previous, ...Object.fromEntries([...kept].map((name) => [name, { kept: true }])) };
}
