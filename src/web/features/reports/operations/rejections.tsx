import type { OperationsAnswer } from '../../../../domain/api/reports.ts';
import { formatCount, formatPercent } from '../../../format.ts';
import { operationsWords as words } from '../../../words/operations.ts';
import { Figures } from './block.tsx';

/** D4: how often work was sent back. */
export function Rejections({ rejections }: { rejections: OperationsAnswer['rejections'] }) {
  const { fromQa, fromCompleted, completions, ratePercent } = rejections;
  return (
    <Figures
      figures={[
        {
          label: words.rate,
          value: ratePercent === null ? words.none : formatPercent(ratePercent),
          help: words.rateHelp,
        },
        { label: words.fromQa, value: formatCount(fromQa) },
        { label: words.fromCompleted, value: formatCount(fromCompleted) },
        { label: words.completions, value: formatCount(completions) },
      ]}
    />
  );
}
