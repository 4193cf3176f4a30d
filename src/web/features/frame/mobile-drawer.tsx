import { Drawer, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import { LogOut, UserRound } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Me } from '../../../domain/api/people.ts';
import { Brand } from '../../ui/brand.tsx';
import { leave } from '../../ui/leave.ts';
import { frame as words } from '../../words/frame.ts';
import classes from './bottom-bar.module.css';
import navigation from './navigation.module.css';
import { Areas, Views } from './navigation.tsx';

/** Everything of the rail that the bottom bar has no room for. Closes when a page opens. */
export default function MobileDrawer({ me, onClose }: { me: Me; onClose: () => void }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const href = useRouterState({ select: (state) => state.location.href });
  const openedAt = useRef(href);
  useEffect(() => {
    if (href !== openedAt.current) onClose();
  }, [href, onClose]);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      padding={16}
      classNames={{ content: classes.sheet ?? '' }}
      title={me.name}
      closeButtonProps={{ 'aria-label': words.closeMenu }}
    >
      <div className={classes.drawer}>
        <div className={classes.brand}>
          <Brand size={20} />
        </div>
        <Views me={me} />
        <Areas me={me} />
        <ul className={`${navigation.views} ${classes.section}`}>
          <li>
            <Link to="/profile" className={navigation.link}>
              <UserRound size={16} aria-hidden="true" />
              <span className={navigation.label}>{words.profile}</span>
            </Link>
          </li>
          <li>
            <button type="button" className={navigation.link} onClick={() => void leave()}>
              <LogOut size={16} aria-hidden="true" />
              <span className={navigation.label}>{words.signOut}</span>
            </button>
          </li>
        </ul>
        <SegmentedControl
          aria-label={words.theme}
          fullWidth
          value={colorScheme}
          onChange={(value) => setColorScheme(value as typeof colorScheme)}
          data={[
            { value: 'light', label: words.themeLight },
            { value: 'dark', label: words.themeDark },
            { value: 'auto', label: words.themeSystem },
          ]}
        />
      </div>
    </Drawer>
  );
}
