// Keeps an open page up to date without losing what is open, scrolled or chosen on it.
const pollMs = 2_000;
let version = document.body.dataset.version;

const clock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const { timeZone } = clock.resolvedOptions();

function tellTimes(root) {
  for (const element of root.querySelectorAll('time')) {
    element.textContent = clock.format(new Date(element.dateTime));
    element.title = `${element.dateTime} (shown in ${timeZone})`;
  }
}

/** As high as the mail in it. */
function fitFrame(frame) {
  const inside = frame.contentDocument?.documentElement;
  if (inside === undefined || inside === null || frame.clientWidth === 0) return;
  frame.style.height = '0';
  const borders = frame.offsetHeight - frame.clientHeight;
  frame.style.height = `${Math.max(inside.scrollHeight, 80) + borders}px`;
}

function watchFrames(root) {
  for (const frame of root.querySelectorAll('iframe.mail-frame')) {
    frame.addEventListener('load', () => fitFrame(frame));
    if (frame.contentDocument?.readyState === 'complete') fitFrame(frame);
  }
}

function prepare(root) {
  tellTimes(root);
  watchFrames(root);
}

/** Elements that are unchanged stay the same elements: they keep their state, and frames do not load again. */
function merge(current, next) {
  const before = new Map([...current.children].map((child) => [child.id, child]));
  const wanted = [...next.children].map((child) => {
    const old = before.get(child.id);
    if (old !== undefined && old.dataset.rev === child.dataset.rev) return old;
    const made = document.importNode(child, true);
    if (old !== undefined) keepOpen(old, made);
    prepare(made);
    return made;
  });
  for (const child of before.values()) if (!wanted.includes(child)) child.remove();
  let place = current.firstElementChild;
  for (const child of wanted) {
    if (child === place) place = place.nextElementSibling;
    else current.insertBefore(child, place);
  }
}

function keepOpen(old, made) {
  for (const details of old.querySelectorAll('details[id]')) {
    const same = made.querySelector(`#${CSS.escape(details.id)}`);
    if (same !== null) same.open = details.open;
  }
}

function mergeChoices(current, next) {
  const select = current.querySelector('select');
  if (select === document.activeElement) return;
  const { value } = select;
  select.replaceChildren(
    ...[...next.querySelectorAll('option')].map((option) => document.importNode(option, true)),
  );
  select.value = value;
}

async function refresh() {
  const answer = await fetch(location.href);
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const current of document.querySelectorAll('[data-live]')) {
    const fresh = next.querySelector(`[data-live="${current.dataset.live}"]`);
    if (fresh !== null && fresh.dataset.key === current.dataset.key) merge(current, fresh);
  }
  for (const current of document.querySelectorAll('[data-live-form]')) {
    const fresh = next.querySelector(`[data-live-form="${current.dataset.liveForm}"]`);
    if (fresh !== null) mergeChoices(current, fresh);
  }
  version = next.body.dataset.version;
}

async function look() {
  if (document.visibilityState === 'visible') {
    try {
      const state = await (await fetch('/state.json')).json();
      delete document.body.dataset.lost;
      if (state.version !== version) await refresh();
    } catch {
      document.body.dataset.lost = '';
    }
  }
  setTimeout(look, pollMs);
}

for (const form of document.querySelectorAll('form[data-auto]')) {
  form.addEventListener('change', () => form.requestSubmit());
}
document.addEventListener(
  'toggle',
  (event) => {
    for (const frame of event.target.querySelectorAll?.('iframe.mail-frame') ?? []) fitFrame(frame);
  },
  true,
);
addEventListener('resize', () => {
  for (const frame of document.querySelectorAll('iframe.mail-frame')) fitFrame(frame);
});
document.documentElement.classList.add('scripted');
prepare(document);
setTimeout(look, pollMs);
