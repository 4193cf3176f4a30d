import { useEffect, useRef, useState } from 'react';
import type { FileRef } from '../../../domain/api/requests.ts';
import type { Issue } from '../../../domain/errors.ts';
import { ApiError, newIdempotencyKey } from '../../api/client.ts';
import { uploadWords } from '../../words/forms.ts';
import { type FileField, refusalOf } from './admit.ts';
import { sendFile } from './send-file.ts';

/** A file that was chosen and is not there yet. */
export interface Upload {
  readonly key: string;
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly state:
    | { readonly kind: 'running'; readonly share: number }
    /** May be sent again as it is. */
    | { readonly kind: 'failed'; readonly message: string }
    /** Will never be taken: only removing helps. */
    | { readonly kind: 'refused'; readonly message: string };
}

export interface Uploads {
  readonly list: readonly Upload[];
  readonly add: (path: string, field: FileField, chosen: readonly File[], taken: number) => void;
  readonly retry: (key: string) => void;
  /** Cancels what runs, forgets what failed. */
  readonly drop: (key: string) => void;
  readonly dropAll: () => void;
  /** What stands in the way of submitting, by field. */
  readonly issues: () => readonly (Issue & { readonly key: string })[];
}

/** Why a form cannot be sent with an upload in this state. */
const IN_THE_WAY: Record<Upload['state']['kind'], (name: string) => string> = {
  running: uploadWords.running,
  failed: uploadWords.unfinished,
  refused: uploadWords.unfit,
};

interface Held {
  readonly file: File;
  /** Kept over retries: an upload whose answer got lost is not stored twice. */
  readonly idempotencyKey: string;
  abort: AbortController;
}

/** The uploads of one form, kept above its fields: a field that hides does not lose what runs. */
export function useUploads(options: {
  readonly maxBytes: number;
  /** May be called long after the render that passed it. */
  readonly onDone: (path: string, field: FileField, file: FileRef) => void;
}): Uploads {
  const [list, setList] = useState<readonly Upload[]>([]);
  const current = useRef(list);
  const held = useRef(new Map<string, Held & { field: FileField }>());

  useEffect(() => {
    const everything = held.current;
    return () => {
      for (const { abort } of everything.values()) abort.abort();
    };
  }, []);

  function change(next: (list: readonly Upload[]) => readonly Upload[]): void {
    current.current = next(current.current);
    setList(current.current);
  }

  function setState(key: string, state: Upload['state']): void {
    change((all) => all.map((upload) => (upload.key === key ? { ...upload, state } : upload)));
  }

  function forget(key: string): void {
    held.current.delete(key);
    change((all) => all.filter((upload) => upload.key !== key));
  }

  async function run(key: string, path: string): Promise<void> {
    const entry = held.current.get(key);
    if (entry === undefined) return;
    entry.abort = new AbortController();
    const { signal } = entry.abort;
    setState(key, { kind: 'running', share: 0 });
    try {
      const file = await sendFile(entry.file, {
        idempotencyKey: entry.idempotencyKey,
        signal,
        onProgress: (share) => setState(key, { kind: 'running', share }),
      });
      forget(key);
      options.onDone(path, entry.field, file);
    } catch (error) {
      if (!signal.aborted) setState(key, failureOf(error));
    }
  }

  return {
    list,
    add: (path, field, chosen, taken) => {
      const single = field.kind === 'file';
      // A single file replaces whatever was on its way.
      if (single) for (const { key } of current.current.filter(at(path))) drop(key);
      const room = single ? 1 : field.maxCount - taken - current.current.filter(at(path)).length;
      for (const [index, file] of (single ? chosen.slice(0, 1) : chosen).entries()) {
        const key = newIdempotencyKey();
        const refusal =
          index >= room && field.kind === 'files'
            ? uploadWords.tooMany(field.maxCount)
            : refusalOf(field, file, options.maxBytes);
        const state: Upload['state'] =
          refusal === null ? { kind: 'running', share: 0 } : { kind: 'refused', message: refusal };
        change((all) => [...all, { key, path, name: file.name, sizeBytes: file.size, state }]);
        if (refusal !== null) continue;
        held.current.set(key, { file, field, idempotencyKey: key, abort: new AbortController() });
        void run(key, path);
      }
    },
    retry: (key) => {
      const upload = current.current.find((candidate) => candidate.key === key);
      if (upload?.state.kind === 'failed') void run(key, upload.path);
    },
    drop,
    dropAll: () => {
      for (const { key } of current.current) drop(key);
    },
    issues: () =>
      current.current.map(({ key, path, name, state }) => ({
        key,
        path,
        message: IN_THE_WAY[state.kind](name),
      })),
  };

  function drop(key: string): void {
    held.current.get(key)?.abort.abort();
    forget(key);
  }
}

function at(path: string): (upload: Upload) => boolean {
  return (upload) => upload.path === path;
}

function failureOf(error: unknown): Upload['state'] {
  if (!(error instanceof ApiError)) return { kind: 'failed', message: uploadWords.interrupted };
  const { status, detail } = error.problem;
  const final = status === 413 || status === 415 || status === 422;
  return final
    ? { kind: 'refused', message: detail }
    : { kind: 'failed', message: `${uploadWords.failed} ${detail}` };
}
