import { type ReactNode, useEffect } from 'react';
import { useBrandName } from './brand.tsx';
import classes from './page.module.css';

interface PageProps {
  /** The page's only h1; also the document's title unless `documentTitle` says more. */
  readonly title: ReactNode;
  readonly documentTitle: string;
  /** Buttons at the right of the heading. */
  readonly actions?: ReactNode;
  /** Quiet text under the heading. */
  readonly lead?: ReactNode;
  /** `fill` gives the page the window's height and no padding of its own (lists). */
  readonly layout?: 'flow' | 'fill';
  /** Widest the content gets, in pixels; default: no limit. */
  readonly maxWidth?: number;
  readonly children: ReactNode;
}

export function Page({
  title,
  documentTitle,
  actions,
  lead,
  layout = 'flow',
  maxWidth,
  children,
}: PageProps) {
  useDocumentTitle(documentTitle);
  return (
    <div className={classes.page} data-layout={layout}>
      <div className={classes.inner} style={maxWidth === undefined ? undefined : { maxWidth }}>
        <header className={classes.header}>
          <div className={classes.heading}>
            <h1 className={classes.title}>{title}</h1>
            {lead !== undefined && <div className={classes.lead}>{lead}</div>}
          </div>
          {actions !== undefined && <div className={classes.actions}>{actions}</div>}
        </header>
        {children}
      </div>
    </div>
  );
}

export function useDocumentTitle(title: string): void {
  const name = useBrandName();
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
}
