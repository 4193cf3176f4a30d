import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { PanelLeftClose, PanelLeftOpen, Plus, Search } from 'lucide-react';
import type { Me } from '../../../domain/api/people.ts';
import { Brand, useBrandName } from '../../ui/brand.tsx';
import { showOverlay } from '../../ui/overlay.ts';
import { isApple } from '../../ui/platform.ts';
import { frame as words } from '../../words/frame.ts';
import { mayCreateAnything } from './may-create.ts';
import navigation from './navigation.module.css';
import { Areas, Views } from './navigation.tsx';
import { PersonMenu } from './person-menu.tsx';
import classes from './rail.module.css';
import { ThemeMenu } from './theme-menu.tsx';

interface RailProps {
  readonly me: Me;
  readonly isCollapsed: boolean;
  readonly onToggle: () => void;
}

export function Rail({ me, isCollapsed, onToggle }: RailProps) {
  const name = useBrandName();
  const ToggleIcon = isCollapsed ? PanelLeftOpen : PanelLeftClose;
  const toggleName = isCollapsed ? words.expand : words.collapse;
  return (
    <nav
      className={classes.rail}
      aria-label={words.navigation}
      data-collapsed={isCollapsed || undefined}
    >
      <div className={classes.head}>
        <Link to="/" className={classes.brand} title={name}>
          <Brand isMarkOnly={isCollapsed} />
        </Link>
        <Tooltip label={toggleName} position="right">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={toggleName}
            aria-expanded={!isCollapsed}
            onClick={onToggle}
          >
            <ToggleIcon size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      {mayCreateAnything(me) && <NewRequest isCollapsed={isCollapsed} />}
      <button
        type="button"
        className={navigation.link}
        title={words.search}
        onClick={() => showOverlay('palette')}
      >
        <Search size={16} aria-hidden="true" />
        <span className={navigation.label}>{words.search}</span>
        <kbd className={navigation.count}>
          {isApple ? words.searchShortcut.apple : words.searchShortcut.other}
        </kbd>
      </button>
      <div className={classes.views}>
        <Views me={me} />
        <div className={classes.areas}>
          <Areas me={me} />
        </div>
      </div>
      <div className={classes.foot}>
        <PersonMenu me={me} isCollapsed={isCollapsed} />
        <ThemeMenu />
      </div>
    </nav>
  );
}

function NewRequest({ isCollapsed }: { isCollapsed: boolean }) {
  if (isCollapsed) {
    return (
      <Tooltip label={words.newRequest} position="right">
        <ActionIcon
          size={32}
          mx="auto"
          renderRoot={(props) => <Link to="/new" {...props} />}
          aria-label={words.newRequest}
        >
          <Plus size={16} />
        </ActionIcon>
      </Tooltip>
    );
  }
  return (
    <Button
      renderRoot={(props) => <Link to="/new" {...props} />}
      leftSection={<Plus size={16} />}
      fullWidth
    >
      {words.newRequest}
    </Button>
  );
}
