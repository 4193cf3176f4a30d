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

/** Mark and name of this platform. */
export function Brand(props: BrandProps) {
  const name = useBrandName();
  const logoUrl = useSite()?.logoUrl ?? null;
  return <NamedMark name={name} logoUrl={logoUrl} {...props} />;
}

interface NamedMarkProps extends BrandProps {
  readonly name: string;
  readonly logoUrl: string | null;
}

/** A wide logo says the name itself; in place of a broken one stands the product's mark. */
export function NamedMark({ name, logoUrl, size = 24, isMarkOnly = false }: NamedMarkProps) {
  const [shape, setShape] = useState<{ url: string; is: 'wide' | 'compact' | 'broken' } | null>(
    null,
  );
  const is = shape?.url === logoUrl ? shape?.is : undefined;
  return (
    <span className={classes.brand} style={{ minHeight: size }}>
      {logoUrl === null || is === 'broken' ? (
        <Logo size={size} />
      ) : (
        <img
          key={logoUrl}
          src={logoUrl}
          alt=""
          className={classes.logo}
          data-wide={is === 'wide' || undefined}
          style={{ height: size, maxWidth: isMarkOnly ? size : undefined }}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setShape({ url: logoUrl, is: naturalWidth > naturalHeight * 2 ? 'wide' : 'compact' })
          }
          onError={() => setShape({ url: logoUrl, is: 'broken' })}
        />
      )}
      {isMarkOnly || is === 'wide' ? (
        <VisuallyHidden>{name}</VisuallyHidden>
      ) : (
        <span className={classes.name}>{name}</span>
      )}
    </span>
  );
}
