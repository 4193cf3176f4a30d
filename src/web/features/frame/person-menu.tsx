import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Keyboard, LogOut, UserRound } from 'lucide-react';
import type { Me } from '../../../domain/api/people.ts';
import { leave } from '../../ui/leave.ts';
import { showOverlay } from '../../ui/overlay.ts';
import { Initials } from '../../ui/person.tsx';
import { frame as words } from '../../words/frame.ts';
import classes from './rail.module.css';

export function PersonMenu({ me, isCollapsed }: { me: Me; isCollapsed: boolean }) {
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <button type="button" className={classes.person} aria-label={words.person(me.name)}>
          <Initials name={me.name} />
          {!isCollapsed && <span className={classes.name}>{me.name}</span>}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.email}</Menu.Label>
        <Menu.Item
          leftSection={<UserRound size={16} />}
          renderRoot={(props) => <Link to="/profile" {...props} />}
        >
          {words.profile}
        </Menu.Item>
        <Menu.Item leftSection={<Keyboard size={16} />} onClick={() => showOverlay('keys')}>
          {words.keys}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} />} onClick={() => void leave()}>
          {words.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
