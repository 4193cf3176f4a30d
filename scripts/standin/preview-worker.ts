import { parentPort, workerData } from 'node:worker_threads';
import { type PreviewChoice, renderPreview } from './preview.ts';

// A thread of its own per preview: it loads the renderers as they are in the files now, so that a
// change shows at once and the inbox, with everything it holds, need not start again.
parentPort?.postMessage(renderPreview(workerData as PreviewChoice));
