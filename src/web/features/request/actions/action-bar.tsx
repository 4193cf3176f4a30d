import { Button } from '@mantine/core';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import { ACTIONS } from '../../../../domain/requests/actions.ts';
import { isStep } from '../../../ui/action-kinds.ts';
import { ActionMenu } from './action-menu.tsx';
import classes from './actions.module.css';
import { offeredActions } from './split.ts';
import type { RequestActions } from './use-actions.ts';

/** One button for what is likeliest now, the rest beside it. */
export function ActionBar({
  request,
  actions,
}: {
  request: RequestDetail;
  actions: RequestActions;
}) {
  const offered = offeredActions(request.actions);
  const { primary } = offered;
  return (
    <div className={classes.bar}>
      {primary !== null && (
        <Button
          variant={isStep(primary) ? 'filled' : 'default'}
          loading={actions.running === primary}
          onClick={() => actions.start(primary)}
        >
          {ACTIONS[primary].label}
        </Button>
      )}
      <ActionMenu offered={offered} actions={actions} />
    </div>
  );
}
