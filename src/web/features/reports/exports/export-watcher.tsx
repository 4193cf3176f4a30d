import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { exportFile, exportsQuery, useMarkSeen } from '../../../api/exports.ts';
import { showToast } from '../../../ui/toast.ts';
import { exportsWords as words } from '../../../words/exports.ts';

/** Said once per page load, even if the server has not heard yet that it was. */
const announced = new Set<string>();

/**
 * D2: tells the person, wherever they are in the app, that an export became ready or failed. Looks
 * once after the sign-in, then only while one is under way.
 */
export default function ExportWatcher() {
  const jobs = useQuery(exportsQuery).data;
  const { mutate: markSeen } = useMarkSeen();
  useEffect(() => {
    for (const { id, state, isNews, fileName, error } of jobs ?? []) {
      if (!isNews || announced.has(id) || (state !== 'ready' && state !== 'failed')) continue;
      announced.add(id);
      showToast(
        state === 'ready'
          ? {
              text: words.ready(fileName),
              link: { label: words.download, to: exportFile(id), isFile: true },
              stays: true,
            }
          : { text: words.failed(fileName, error), tone: 'failed', stays: true },
      );
      markSeen(id);
    }
  }, [jobs, markSeen]);
  return null;
}
