import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import mantine from 'postcss-preset-mantine';
import { defineConfig, type Plugin } from 'vite';

const outDir = join(import.meta.dirname, 'dist/web');

/** Compresses the assets once, at build time and as well as possible: the server only picks a file. */
function precompress(): Plugin {
  const compressible = /\.(js|css|svg|json|txt)$/;
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle() {
      for (const entry of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !compressible.test(entry.name)) continue;
        const file = join(entry.parentPath, entry.name);
        const content = readFileSync(file);
        if (content.length < 1_024) continue;
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
        const quality = { [constants.BROTLI_PARAM_QUALITY]: 11 };
        writeFileSync(`${file}.br`, brotliCompressSync(content, { params: quality }));
      }
    },
  };
}

export default defineConfig({
  root: join(import.meta.dirname, 'src/web'),
  plugins: [react(), precompress()],
  css: { postcss: { plugins: [mantine()] } },
  // The api replaces the placeholder with a fresh nonce in every answer of index.html.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir,
    emptyOutDir: true,
    reportCompressedSize: false,
    // A data: address in a style sheet would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What every page needs travels in few files: together they compress better.
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /node_modules\/(react|react-dom|scheduler|clsx|@tanstack\/(react-router|router-core|history|react-query|query-core|react-store|store))\//,
            },
            {
              name: 'ui',
              test: /node_modules\/(@floating-ui|@mantine\/core\/esm\/(core|components\/(ActionIcon|Button|CloseButton|FloatingIndicator|FocusTrap|Group|Input|InputsGroup|Loader|Menu|NativeSelect|Overlay|Paper|Popover|Portal|Skeleton|TextInput|Tooltip|Transition|UnstyledButton|VisuallyHidden)))\//,
            },
            // What many pages share is one file too: left alone, the list is a hundred small ones.
            { name: 'shared', minShareCount: 12, priority: -1 },
          ],
        },
      },
    },
  },
});
