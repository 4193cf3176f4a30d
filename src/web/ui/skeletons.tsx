import { Skeleton } from '@mantine/core';

/** A line of text to come, in the line's own height so that nothing moves when it arrives. */
export function TextSkeleton({ width = '100%' }: { width?: string | number }) {
  return <Skeleton height={10} my={5} radius={4} width={width} />;
}

/** A page's heading and a few lines, for lazy pages that do not know their shape yet. */
export function PageSkeleton() {
  return (
    <div style={{ padding: '20px 24px', maxWidth: 720 }} aria-busy="true">
      <Skeleton height={20} width={220} radius={4} mb={24} />
      <TextSkeleton width="80%" />
      <TextSkeleton width="64%" />
      <TextSkeleton width="72%" />
    </div>
  );
}
