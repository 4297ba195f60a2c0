import { Marked, type Token, type Tokens } from 'marked';
import { escapeHtml, webUrl } from './escape';

const CELL = 'padding:6px 10px;text-align:start;border-bottom:1px solid #d9d9d6';
const HEADING_PIXELS = [24, 20, 18, 16, 16, 16] as const;

const TYPED_ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00a0',
  pound: '£',
  euro: '€',
  copy: '©',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
};

const LINE = /\r\n|\r|\n/;

/** An address a reader may be led to: http, https or mailto; anything else is null. */
function safeHref(href: string): string | null {
  const text = href.replaceAll('&amp;', '&');
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return null;
  if (url.protocol === 'mailto:') return url.href;
  return url.protocol === 'https:' || url.protocol === 'http:' ? webUrl(text) : null;
}

/** Pictures load over https only; without a usable address their words stand in for them. */
function pictureSource(href: string): string | null {
  const address = safeHref(href);
  return address?.startsWith('https:') ? address : null;
}

const markdown = new Marked({ gfm: true, async: false });
markdown.use({
  renderer: {
    html: ({ text }) => escapeHtml(text),
    heading({ tokens, depth }) {
      const pixels = HEADING_PIXELS[depth - 1] ?? 16;
      return `<h${depth} style="margin:0 0 14px;font-size:${pixels}px;line-height:1.3;font-weight:700;color:#1b1c1e">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    paragraph({ tokens }) {
      return `<p style="margin:0 0 16px;color:#1b1c1e">${this.parser.parseInline(tokens)}</p>\n`;
    },
    blockquote({ tokens }) {
      return `<blockquote class="rule" style="margin:0 0 16px;padding-inline-start:16px;border-inline-start:3px solid #c9c9c5">${this.parser.parse(tokens)}</blockquote>\n`;
    },
    hr: () => '<hr class="rule" style="margin:24px 0;border:0;border-top:1px solid #d9d9d6">\n',
    link({ href, tokens }) {
      const words = this.parser.parseInline(tokens);
      const address = safeHref(href);
      return address === null
        ? words
        : `<a class="plain" href="${escapeHtml(address)}" style="color:#1b1c1e">${words}</a>`;
    },
    image({ href, text }) {
      const address = pictureSource(href);
      return address === null
        ? escapeHtml(text)
        : `<img src="${escapeHtml(address)}" alt="${escapeHtml(text)}" style="max-width:100%;height:auto;border:0">`;
    },
    checkbox: ({ checked }) => (checked ? '[x] ' : '[ ] '),
    table({ header, rows }) {
      const row = (cells: readonly Tokens.TableCell[]) =>
        `<tr>${cells.map((cell) => this.tablecell(cell)).join('')}</tr>\n`;
      return `<table cellspacing="0" style="margin:0 0 16px;border-collapse:collapse">${row(header)}${rows.map(row).join('')}</table>\n`;
    },
    tablecell({ tokens, header }) {
      const tag = header ? 'th' : 'td';
      return `<${tag} class="rule" style="${CELL}">${this.parser.parseInline(tokens)}</${tag}>\n`;
    },
  },
});

/** Markdown as email HTML: raw HTML is shown as words, links lead to http, https or mailto only. */
export function markdownToHtml(source: string): string {
  return markdown.parse(source, { async: false });
}

/** Markdown as plain text for the text part: the words in order, link addresses beside them. */
export function markdownToText(source: string): string {
  return blocks(markdown.lexer(source)).join('\n\n');
}

function blocks(tokens: readonly Token[]): string[] {
  return tokens.map(block).filter((text) => text !== '');
}

function block(token: Token): string {
  switch (token.type) {
    case 'space':
    case 'def':
      return '';
    case 'heading':
      return `${'#'.repeat((token as Tokens.Heading).depth)} ${inline(token.tokens ?? [])}`;
    case 'hr':
      return '---';
    case 'blockquote':
      return indent(blocks(token.tokens ?? []).join('\n\n'), '> ', '> ');
    case 'list':
      return list(token as Tokens.List);
    case 'table':
      return table(token as Tokens.Table);
    case 'code':
      return indent((token as Tokens.Code).text, '    ', '    ');
    default:
      return token.type === 'html' || !('tokens' in token) ? token.raw.trim() : inline(token.tokens ?? []);
  }
}

function list(token: Tokens.List): string {
  const first = typeof token.start === 'number' ? token.start : 1;
  const items = token.items.map((item, index) => {
    const mark = token.ordered ? `${first + index}. ` : '- ';
    return indent(blocks(item.tokens).join('\n'), mark, ' '.repeat(mark.length));
  });
  return items.join('\n');
}

function table(token: Tokens.Table): string {
  const row = (cells: readonly Tokens.TableCell[]) => cells.map((cell) => inline(cell.tokens)).join(' | ');
  return [row(token.header), ...token.rows.map(row)].join('\n');
}

function inline(tokens: readonly Token[]): string {
  return tokens.map(inlineToken).join('');
}

function inlineToken(token: Token): string {
  switch (token.type) {
    case 'br':
      return '\n';
    case 'link':
      return linkText(inline(token.tokens ?? []), safeHref((token as Tokens.Link).href));
    case 'image':
      return (token as Tokens.Image).text;
    case 'html':
      return token.raw;
    default:
      if ('tokens' in token && token.tokens !== undefined) return inline(token.tokens);
      return 'text' in token && typeof token.text === 'string'
        ? plainWords(token.type, token.text)
        : token.raw;
  }
}

/** Entities typed by hand mean their character; inside code they stand as they are. */
function plainWords(type: string, text: string): string {
  return type === 'codespan'
    ? text
    : text.replace(/&([a-z]+);/g, (entity, name) => TYPED_ENTITIES[name] ?? entity);
}

function linkText(words: string, address: string | null): string {
  if (address === null) return words;
  const shown = address.replace(/^mailto:/, '');
  const same = words === shown || words === address || `${words}/` === address;
  return same ? words : `${words} (${shown})`;
}

function indent(text: string, first: string, rest: string): string {
  return text
    .split(LINE)
    .map((line, index) => `${index === 0 ? first : rest}${line}`.trimEnd())
    .join('\n');
}
