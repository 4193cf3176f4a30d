import { shortenRichText } from '../../../domain/kernel/rich-text-cut.ts';
import { richTextToPlain } from '../../../domain/kernel/rich-text-plain.ts';
import { type Look, platformName } from '../../../domain/look.ts';
import type { Message } from '../../../domain/notifications/messages.ts';
import { type MailColours, mailColours } from './email-colours.ts';
import { type EmailLinks, footLinks } from './email-links.ts';
import { richTextHtml } from './email-rich-text.ts';
import { escapeHtml } from './escape-html.ts';

/**
 * One column in tables with styles in place, because that is what every mail client reads. The
 * classes are for the dark scheme only; nothing is fetched from anywhere.
 */
export function emailHtml(message: Message, links: EmailLinks, look: Look): string {
  const text = escapeHtml;
  const colours = mailColours(look.accentColour);
  const { fill, link } = colours.light;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${text(message.subject)}</title>
<style>${dark(colours)}</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f3f3f5;-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${text(preview(message))}${FILLER}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f3f3f5">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;text-align:left;font-family:${FONT}">
<tr><td class="dim" style="padding:0 4px 12px;font-size:13px;line-height:20px;color:#575b64">
<span class="button" aria-hidden="true" style="${MARK};background-color:${fill}">&#8801;</span>&nbsp; <strong class="text" style="color:#1b1c20;${WRAP}">${text(platformName(look))}</strong>
</td></tr>
<tr><td class="card" style="background-color:#ffffff;border:1px solid #e5e5e9;border-radius:8px;padding:24px">
<p style="margin:0 0 6px;font-size:13px;line-height:18px"><a class="link" href="${text(message.url)}" style="color:${link};text-decoration:none;font-family:${MONO}">${text(message.code)}</a></p>
<h1 class="text" dir="auto" style="margin:0;font-size:20px;line-height:27px;font-weight:600;color:#1b1c20;${WRAP}">${text(message.headline)}</h1>
<p class="dim" dir="auto" style="margin:4px 0 0;font-size:14px;line-height:20px;color:#575b64;${WRAP}">${text(message.title)}</p>
${quoteHtml(message, colours)}${factsHtml(message)}<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:20px 0 0">
<tr><td class="button" style="background-color:${fill};border-radius:6px">
<a href="${text(message.url)}" style="display:inline-block;padding:10px 18px;font-size:14px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none">${text(message.call)}</a>
</td></tr>
</table>
</td></tr>
<tr><td class="dim" style="padding:14px 4px 0;font-size:12px;line-height:18px;color:#5f636d">
${text(message.at)}<br>
${[text(message.why), ...footHtml(message, links, link)].join('<br>\n')}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

const FONT = "system-ui,-apple-system,'Segoe UI',Roboto,Ubuntu,Helvetica,Arial,sans-serif";
const MONO = 'ui-monospace,SFMono-Regular,Menlo,Consolas,monospace';
/** The product's mark, three lines of a list: images would have to be fetched. */
const MARK =
  'display:inline-block;width:20px;height:20px;border-radius:5px;' +
  'color:#ffffff;font-size:15px;line-height:19px;font-weight:700;text-align:center';
/** Long words break rather than widen the mail on a phone. */
const WRAP = 'overflow-wrap:anywhere;word-break:break-word';
/** Keeps clients from filling the preview with what follows. */
const FILLER = '&#847;&zwnj;&nbsp;'.repeat(60);

const dark = ({
  dark: { fill, link },
}: MailColours): string => `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background-color:#111214!important}
.card{background-color:#1c1d21!important;border-color:#2d2f35!important}
.text{color:#e7e8eb!important}
.dim{color:#a6aab4!important}
.link{color:${link}!important}
.quote{background-color:#24262b!important;border-color:${fill}!important;color:#e7e8eb!important}
.code{background-color:#33363d!important;color:#e7e8eb!important}
.button{background-color:${fill}!important}
}`;

/** What a list of mails shows beside the subject, which never says what happened. */
function preview({ headline, quote }: Message): string {
  const said = quote === null ? '' : richTextToPlain(shortenRichText(quote.text, 140).text);
  return [headline, said.replace(/\s+/g, ' ').trim()].filter((part) => part !== '').join(': ');
}

function quoteHtml({ quote, url }: Message, { light: { fill, link } }: MailColours): string {
  if (quote === null) return '';
  const more = quote.isShortened
    ? `<p style="margin:8px 0 0">… (shortened) <a class="link" href="${escapeHtml(url)}" style="color:${link}">Read all of it</a></p>`
    : '';
  return `<p class="dim" style="margin:20px 0 6px;font-size:12px;line-height:18px;color:#575b64">${escapeHtml(quote.label)}</p>
<div class="quote" dir="auto" style="border-left:3px solid ${fill};background-color:#f8f8f9;border-radius:0 6px 6px 0;padding:10px 14px;font-size:14px;line-height:21px;color:#1b1c20;${WRAP}">${richTextHtml(quote.text, link)}${more}</div>
`;
}

function factsHtml({ facts }: Message): string {
  if (facts.length === 0) return '';
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><td class="dim" valign="top" style="padding:2px 16px 2px 0;font-size:13px;line-height:20px;color:#575b64;white-space:nowrap">${escapeHtml(label)}</td>` +
      `<td class="text" valign="top" style="padding:2px 0;font-size:13px;line-height:20px;color:#1b1c20;${WRAP}">${escapeHtml(value)}</td></tr>`,
  );
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:18px 0 0">
${rows.join('\n')}
</table>
`;
}

function footHtml(message: Message, links: EmailLinks, link: string): readonly string[] {
  const foot = footLinks(message, links).map(
    ({ text, url }) =>
      `<a class="link" href="${escapeHtml(url)}" style="color:${link}">${escapeHtml(text)}</a>`,
  );
  return foot.length === 0 ? [] : [foot.join(' &nbsp;·&nbsp; ')];
}
