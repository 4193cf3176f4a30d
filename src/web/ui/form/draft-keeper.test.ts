import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DraftBody } from '../../../domain/api/drafts.ts';
import { createDraftKeeper, DEBOUNCE_MS, type DraftStatus } from './draft-keeper.ts';

const body = (text: string): DraftBody => ({ values: { partnerName: text }, extra: {} });

function keeperWith(save: (body: DraftBody, keepalive: boolean) => Promise<{ savedAt: string }>) {
  const statuses: DraftStatus[] = [];
  const keeper = createDraftKeeper({
    save,
    isPassing: (error) => error === 'down',
    onStatus: (status) => statuses.push(status),
  });
  return { keeper, statuses };
}

const saved = async () => ({ savedAt: '2026-11-22T10:42:00.000Z' });

describe('the draft of a form', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is saved once, a moment after the last change, with the last body', async () => {
    const save = vi.fn(saved);
    const { keeper, statuses } = keeperWith(save);
    keeper.changed(body('A'));
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS - 1);
    keeper.changed(body('Ac'));
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS - 1);
    expect(save).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(save.mock.calls).toEqual([[body('Ac'), false]]);
    expect(statuses.at(-1)).toEqual({ kind: 'saved', savedAt: '2026-11-22T10:42:00.000Z' });
  });

  it('is never saved twice at once: a change during a save follows it', async () => {
    const finish: (() => void)[] = [];
    const save = vi.fn(
      () =>
        new Promise<{ savedAt: string }>((resolve) => {
          finish.push(() => resolve({ savedAt: 'now' }));
        }),
    );
    const { keeper } = keeperWith(save);
    keeper.changed(body('first'));
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS);
    keeper.changed(body('second'));
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS * 3);
    expect(save).toHaveBeenCalledTimes(1);
    finish[0]?.();
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS);
    expect(save.mock.lastCall).toEqual([body('second'), false]);
  });

  it('is tried again after a lost connection, with what was typed since', async () => {
    const save = vi.fn(saved).mockRejectedValueOnce('down');
    const { keeper, statuses } = keeperWith(save);
    keeper.changed(body('A'));
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS);
    expect(statuses.at(-1)).toEqual({ kind: 'retrying' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(2);
    expect(statuses.at(-1)).toMatchObject({ kind: 'saved' });
  });

  it('is not sent again and again when the server refuses it', async () => {
    const save = vi.fn(saved).mockRejectedValueOnce('too large');
    const { keeper, statuses } = keeperWith(save);
    keeper.changed(body('A'));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(save).toHaveBeenCalledTimes(1);
    expect(statuses.at(-1)).toEqual({ kind: 'refused' });
    keeper.changed(body('B'));
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS);
    expect(statuses.at(-1)).toMatchObject({ kind: 'saved' });
  });

  it('is sent at once when the page goes away', async () => {
    const save = vi.fn(saved);
    const { keeper } = keeperWith(save);
    keeper.changed(body('A'));
    keeper.flush();
    expect(save.mock.calls).toEqual([[body('A'), true]]);
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS * 2);
    expect(save).toHaveBeenCalledTimes(1);
  });

  it('rests while a submission is under way, so that it cannot come back after it', async () => {
    const save = vi.fn(saved);
    const { keeper } = keeperWith(save);
    keeper.changed(body('A'));
    await keeper.settle();
    keeper.changed(body('B'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).not.toHaveBeenCalled();
    keeper.resume();
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS);
    expect(save.mock.calls).toEqual([[body('B'), false]]);
  });
});
