import type { FileRef } from '../../../domain/api/requests.ts';
import { ApiError, isProblem, Unreachable } from '../../api/client.ts';
import { reportReachable, reportUnreachable } from '../../api/connection.ts';
import { signedInAgain, signInCount } from '../../api/session-end.ts';

/**
 * One file to `POST /api/files`. XMLHttpRequest, because `fetch` cannot tell how much of a body has
 * been sent. Rejects with `ApiError`, `Unreachable`, or the signal's reason when it was cancelled.
 */
export async function sendFile(
  file: File,
  options: {
    readonly idempotencyKey: string;
    readonly signal: AbortSignal;
    /** 0 to 1; 1 means that everything was sent and the server is checking it. */
    readonly onProgress: (share: number) => void;
  },
): Promise<FileRef> {
  const signIns = signInCount();
  try {
    return await sendOnce(file, options);
  } catch (error) {
    if (!(error instanceof ApiError) || error.problem.code !== 'not_signed_in') throw error;
    await signedInAgain(signIns, options.signal);
    return sendFile(file, options);
  }
}

function sendOnce(file: File, options: Parameters<typeof sendFile>[1]): Promise<FileRef> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const cancel = (): void => call.abort();
    call.open('POST', '/api/files');
    call.setRequestHeader('accept', 'application/json');
    call.setRequestHeader('idempotency-key', options.idempotencyKey);
    call.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) options.onProgress(event.loaded / event.total);
    });
    call.addEventListener('loadend', () => options.signal.removeEventListener('abort', cancel));
    call.addEventListener('abort', () => reject(options.signal.reason));
    call.addEventListener('error', () => {
      reportUnreachable();
      reject(new Unreachable('The upload was interrupted'));
    });
    call.addEventListener('load', () => {
      reportReachable();
      const body = readJson(call.responseText);
      if (call.status >= 200 && call.status < 300 && isFileRef(body)) resolve(body);
      else if (isProblem(body)) reject(new ApiError(body, null));
      else reject(new Unreachable(`HTTP ${call.status}`));
    });
    options.signal.addEventListener('abort', cancel, { once: true });
    const body = new FormData();
    body.append('file', file, file.name);
    call.send(body);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isFileRef(body: unknown): body is FileRef {
  return typeof body === 'object' && body !== null && 'id' in body && 'sizeBytes' in body;
}
