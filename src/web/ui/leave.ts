import { ApiError } from '../api/client.ts';
import { signOut } from '../api/commands.ts';
import { frame as words } from '../words/frame.ts';
import { showToast } from './toast.ts';

/** Signs out. The full load that follows drops everything this person had in memory. */
export async function leave(): Promise<void> {
  try {
    await signOut();
  } catch (error) {
    // An ended session is what was asked for.
    if (!(error instanceof ApiError && error.problem.code === 'not_signed_in')) {
      showToast({ text: words.signOutFailed, tone: 'failed' });
      return;
    }
  }
  location.assign('/sign-in');
}
