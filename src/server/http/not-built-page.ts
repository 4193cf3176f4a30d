/** Shown where the web app would be, so that nobody takes a missing build for a broken platform. */
export function notBuiltPage(nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The web app is not built</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center;
  font: 16px/1.5 system-ui, sans-serif; color: light-dark(#1f2328, #e6e8eb);
  background: light-dark(#f7f8fa, #16181c); }
main { max-width: 32rem; padding: 2rem; }
h1 { font-size: 1.25rem; margin: 0 0 .5rem; }
p { margin: 0 0 1rem; }
code { font: .9em ui-monospace, monospace; }
a { color: light-dark(#0b57d0, #8ab4f8); }
</style>
</head>
<body>
<main>
<h1>The web app is not built</h1>
<p>The API answers, but its pages are missing. Run <code>npm run build</code> and start the api again;
<code>npm start</code> does both.</p>
<p><a href="/api/docs">Read the API reference</a></p>
</main>
</body>
</html>
`;
}
