import type { SettingsView } from '../../../../domain/api/settings.ts';
import { formatFileSize } from '../../../format.ts';
import { platformWords as words } from '../../../words/platform-settings.ts';
import classes from './settings-page.module.css';

/** What the environment decides: nothing here is secret, and nothing can be changed. */
export function EnvironmentFacts({ environment }: Pick<SettingsView, 'environment'>) {
  const { siteUrl, fileStore, canMail, mostUploadBytes, release } = environment;
  const facts = [
    { name: words.siteUrl, value: siteUrl },
    { name: words.fileStore, value: words.fileStores[fileStore] },
    { name: words.mostUpload, value: formatFileSize(mostUploadBytes) },
    { name: words.mail, value: canMail ? words.mailOn : words.mailOff },
    { name: words.release, value: release },
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
