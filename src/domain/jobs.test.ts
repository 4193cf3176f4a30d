import { describe, expect, it } from 'vitest';
import { JOB_WORDS, jobName, scheduleWords } from './jobs.ts';

describe('section 10: the words of jobs', () => {
  it('say when a job runs', () => {
    expect(
      ['* * * * *', '7 * * * *', '*/5 * * * *', '30 3 * * *', '0 0 1 * *', 'nonsense'].map(
        scheduleWords,
      ),
    ).toEqual([
      'Every minute',
      'Every hour at 07 past',
      'Every 5 minutes',
      'Every day at 03:30 UTC',
      '0 0 1 * *',
      'nonsense',
    ]);
  });

  it('name a job that only an older release knew by its task', () => {
    expect(jobName('clean-up')).toBe(JOB_WORDS['clean-up'].name);
    expect(['long-gone', 'toString'].map(jobName)).toEqual(['long-gone', 'toString']);
  });
});
