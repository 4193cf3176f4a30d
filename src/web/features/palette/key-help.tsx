import { Modal } from '@mantine/core';
import { keyHelp as words } from '../../words/palette.ts';
import classes from './palette.module.css';

export default function KeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={words.title} size={560}>
      <div className={classes.help}>
        {words.groups.map((group) => (
          <section key={group.name}>
            <h3 className={classes.group}>{group.name}</h3>
            <dl className={classes.keys}>
              {group.keys.map(({ keys, does }) => (
                <div key={does} className={classes.row}>
                  <dt>{does}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key} className={classes.kbd}>
                        {key}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={classes.note}>{words.note}</p>
    </Modal>
  );
}
