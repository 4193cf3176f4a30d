import { Button, Menu } from '@mantine/core';
import { Download, Printer } from 'lucide-react';
import { type SummarySearch, summaryDownload } from '../../../api/reports.ts';
import { summaryWords as words } from '../../../words/summary.ts';
import classes from './summary.module.css';

export function SummaryActions({ search }: { search: SummarySearch }) {
  return (
    <div className={classes.actions}>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Button variant="default" leftSection={<Download size={14} />}>
            <span className={classes.actionWord}>{words.download}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['csv', 'xlsx'] as const).map((format) => (
            <Menu.Item
              key={format}
              component="a"
              href={summaryDownload(search, format)}
              download=""
            >
              {words[format]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button variant="default" leftSection={<Printer size={14} />} onClick={() => print()}>
        <span className={classes.actionWord}>{words.print}</span>
      </Button>
    </div>
  );
}
