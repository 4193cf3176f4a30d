import { Input, SegmentedControl } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import {
  EXPORT_REPORTS,
  type ExportReport,
  REVENUE_SUPPORT_TYPES,
} from '../../../../domain/reports/export-choices.ts';
import { requestType } from '../../../../domain/requests/types/index.ts';
import { type ExportSearch, reportOf, withReport } from '../../../api/export-search.ts';
import { REPORT_LEADS, REPORT_NAMES, exportsWords as words } from '../../../words/exports.ts';
import classes from './exports.module.css';

interface ReportChoiceProps {
  readonly search: ExportSearch;
  readonly onChange: (search: ExportSearch) => void;
}

/** D2: one of three reports; that of Revenue and Support is about one type of request. */
export function ReportChoice({ search, onChange }: ReportChoiceProps) {
  const report = reportOf(search);
  return (
    <div className={classes.choice}>
      <div>
        <SegmentedControl
          aria-label={words.report}
          value={report}
          onChange={(next) => onChange(withReport(search, next as ExportReport))}
          data={EXPORT_REPORTS.map((value) => ({ value, label: REPORT_NAMES[value] }))}
        />
        <p className={classes.note}>{REPORT_LEADS[report]}</p>
      </div>
      {report === 'revenue_support' && (
        <Input.Wrapper label={words.type} labelElement="label" id="export-type">
          <Input
            id="export-type"
            component="select"
            pointer
            rightSection={<ChevronDown size={16} aria-hidden="true" />}
            rightSectionPointerEvents="none"
            value={search.type ?? REVENUE_SUPPORT_TYPES[0]}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              const type = REVENUE_SUPPORT_TYPES.find((each) => each === chosen);
              if (type !== undefined) onChange({ ...search, type });
            }}
          >
            {REVENUE_SUPPORT_TYPES.map((type) => (
              <option key={type} value={type}>
                {requestType(type).name}
              </option>
            ))}
          </Input>
        </Input.Wrapper>
      )}
    </div>
  );
}
