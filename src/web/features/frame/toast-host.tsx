import '@mantine/core/styles/Notification.layer.css';
import '@mantine/notifications/styles.layer.css';
import { Notifications, notifications } from '@mantine/notifications';
import { Link } from '@tanstack/react-router';
import { Check, TriangleAlert } from 'lucide-react';
import type { Toast } from '../../ui/toast.ts';
import { common } from '../../words/common.ts';
import classes from './toast.module.css';

export function ToastHost() {
  return <Notifications position="bottom-center" limit={3} zIndex={550} containerWidth={400} />;
}

export function show({ text, link, tone = 'done', stays }: Toast): void {
  const id = notifications.show({
    message: (
      <span className={classes.message}>
        <span>{text}</span>
        {link !== undefined &&
          (link.isFile === true ? (
            <a
              href={link.to}
              download
              className={classes.link}
              onClick={() => notifications.hide(id)}
            >
              {link.label}
            </a>
          ) : (
            <Link to={link.to} className={classes.link} onClick={() => notifications.hide(id)}>
              {link.label}
            </Link>
          ))}
      </span>
    ),
    icon: tone === 'done' ? <Check size={16} /> : <TriangleAlert size={16} />,
    color: tone === 'done' ? 'accent' : 'red',
    // Somebody has to read what failed; what is done may pass.
    autoClose: stays === true ? false : tone === 'done' ? 6_000 : 12_000,
    closeButtonProps: { 'aria-label': common.close },
    classNames: { root: classes.toast ?? '' },
  });
}
