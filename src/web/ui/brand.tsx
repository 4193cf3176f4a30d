import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useSite } from '../api/settings.ts';
import { common } from '../words/common.ts';
import classes from './brand.module.css';
import { Logo } from './logo.tsx';

/** The company's name, or the product's until an admin has set one. */
export function useBrandName(): string {
  return useSite()?.companyName ?? common.product;
}

interface BrandProps {
  /** Height of the mark, in pixels. */
  readonly size?: number;
  /** Where there is only room for the mark. */
  readonly isMarkOnly?: boolean;
}

/** Mark and name. A wide logo says the name itself. */
export function Brand({ size = 24, isMarkOnly = false }: BrandProps) {
  const name = useBrandName();
  const url = useSite()?.logoUrl ?? null;
  const [shape, setShape] = useState<{ url: string; is: 'wide' | 'compact' | 'broken' } | null>(
    null,
  );
  const is = shape?.url === url ? shape?.is : undefined;
  const isNameHidden = isMarkOnly || is === 'wide';
  return (
    <span className={classes.brand} style={{ minHeight: size }}>
      {url === null || is === 'broken' ? (
        <Logo size={size} />
      ) : (
        <img
          key={url}
          src={url}
          alt=""
          className={classes.logo}
          data-wide={is === 'wide' || undefined}
          style={{ height: size, maxWidth: isMarkOnly ? size : undefined }}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setShape({ url, is: naturalWidth > naturalHeight * 2 ? 'wide' : 'compact' })
          }
          onError={() => setShape({ url, is: 'broken' })}
        />
      )}
      {isNameHidden ? (
        <VisuallyHidden>{name}</VisuallyHidden>
      ) : (
        <span className={classes.name}>{name}</span>
      )}
    </span>
  );
}
