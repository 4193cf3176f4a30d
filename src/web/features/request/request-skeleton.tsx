import { Skeleton } from '@mantine/core';
import { useDocumentTitle } from '../../ui/page.tsx';
import { TextSkeleton } from '../../ui/skeletons.tsx';
import header from './header.module.css';
import classes from './request.module.css';

/** The page's own layout with nothing in it yet, so that nothing moves when it arrives. */
export function RequestSkeleton({ code }: { code: string }) {
  useDocumentTitle(code);
  return (
    <div className={classes.page} aria-busy="true">
      <div className={header.header}>
        <div className={header.words}>
          <div className={header.line}>
            <span className={`mono ${header.code}`}>{code}</span>
          </div>
          <Skeleton height={18} width={320} radius={4} mt={8} />
          <TextSkeleton width={220} />
        </div>
      </div>
      <div className={classes.columns}>
        <div className={classes.content}>
          <Lines widths={['24%', '70%', '82%', '64%', '76%', '58%']} />
        </div>
        <aside>
          <Lines widths={['40%', '90%', '84%', '88%', '70%']} />
        </aside>
      </div>
    </div>
  );
}

function Lines({ widths }: { widths: readonly string[] }) {
  return widths.map((width) => <TextSkeleton key={width} width={width} />);
}
