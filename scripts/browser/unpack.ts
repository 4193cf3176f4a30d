import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflate } from '@sparticuz/chromium';

// Runs as a process of its own: the package unpacks into the temporary folder, whichever TMPDIR
// names, and the caller must not have its own changed.
const archives = join(fileURLToPath(import.meta.resolve('@sparticuz/chromium')), '../../bin');

for (const name of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) {
  const archive = join(archives, name);
  if (existsSync(archive)) await inflate(archive);
}

// The packaged font configuration names folders of another system: text would not be drawn at all.
writeFileSync(
  join(tmpdir(), 'fonts', 'fonts.conf'),
  `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`,
);
