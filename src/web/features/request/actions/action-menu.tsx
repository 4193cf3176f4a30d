import { Button, Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ChevronDown, CircleHelp } from 'lucide-react';
import { useState } from 'react';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import { canAdminister } from '../../../../domain/permissions.ts';
import { ACTIONS, NO_PRICE_LIST } from '../../../../domain/requests/actions.ts';
import { useMe } from '../../../api/queries.ts';
import { isDestructive } from '../../../ui/action-kinds.ts';
import { useKey } from '../../../ui/keys.ts';
import { actions as words } from '../../../words/request.ts';
import classes from './actions.module.css';
import type { OfferedActions } from './split.ts';
import type { RequestActions } from './use-actions.ts';

/**
 * Every action of this person: possible ones, then those that are not possible now with their
 * reason. What could never be theirs stays folded.
 */
export function ActionMenu({
  offered,
  actions,
}: {
  offered: OfferedActions;
  actions: RequestActions;
}) {
  const [isOpen, setOpen] = useState(false);
  const [asksWhy, setAsksWhy] = useState(false);
  useKey('.', () => setOpen(true));
  const { primary, others, unavailable, foreign } = offered;
  // M2: whoever can clear this obstacle is led there.
  const leadsToPrices =
    canAdminister(useMe()) && unavailable.some(({ reason }) => reason === NO_PRICE_LIST);
  const isAlone = primary === null;
  return (
    <Menu
      opened={isOpen}
      onChange={(next) => {
        setOpen(next);
        if (!next) setAsksWhy(false);
      }}
      position="bottom-end"
      width={320}
      withinPortal
      returnFocus
      // A long menu scrolls: its items must be reachable one by one.
      menuItemTabIndex={0}
    >
      <Menu.Target>
        <Button
          variant="default"
          loading={actions.running !== null && actions.running !== primary}
          rightSection={<ChevronDown size={14} aria-hidden="true" />}
          aria-label={isAlone ? words.more : words.moreNamed}
          title={words.hint}
        >
          {words.more}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        {others.map((action) => (
          <Menu.Item
            key={action}
            data-destructive={isDestructive(action) || undefined}
            onClick={() => actions.start(action)}
          >
            {ACTIONS[action].label}
          </Menu.Item>
        ))}
        {isAlone && unavailable.length === 0 && <p className={classes.none}>{words.none}</p>}
        {unavailable.length > 0 && (
          <>
            {others.length > 0 && <Menu.Divider />}
            <Menu.Label>{words.unavailable}</Menu.Label>
            {unavailable.map((each) => (
              <Refused key={each.action} refused={each} />
            ))}
            {leadsToPrices && (
              <Menu.Item component={Link} to="/admin/prices">
                {words.toPriceLists}
              </Menu.Item>
            )}
          </>
        )}
        {foreign.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<CircleHelp size={14} aria-hidden="true" />}
              closeMenuOnClick={false}
              aria-expanded={asksWhy}
              onClick={() => setAsksWhy(!asksWhy)}
            >
              {words.why}
            </Menu.Item>
            {asksWhy && foreign.map((each) => <Refused key={each.action} refused={each} />)}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Reached by the keyboard like the others, so that its reason can be read. */
function Refused({ refused }: { refused: RequestDetail['actions'][number] }) {
  return (
    <Menu.Item aria-disabled="true" closeMenuOnClick={false} className={classes.refused}>
      <span className={classes.refusedLabel}>{ACTIONS[refused.action].label}</span>
      <span className={classes.reason}>{refused.reason}</span>
    </Menu.Item>
  );
}
