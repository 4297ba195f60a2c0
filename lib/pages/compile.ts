import { documentHtml, type Look, type PageContent, type RenderedPage, staticMarkup } from './document';
import { styleFor } from './styles';

/** The values that differ from one reader to the next: text, no text, or a list of texts. */
export type Slots = Record<string, string | null | readonly string[]>;

type Fixed = boolean | number | string | null | { readonly [key: string]: Fixed };
type Render = Awaited<ReturnType<typeof staticMarkup>>;
type Place = { name: string; index: number | null };
type Template = { texts: readonly Buffer[]; bytes: number; places: readonly Place[]; styleHash: string };

const OPEN = '\uE000';
const CLOSE = '\uE001';
const CACHED_TEMPLATES = 400;

/**
 * Makes a page cheap to answer with in floods: the React tree is rendered once per look, variant and
 * shape of the slots, with marks in place of the slots' texts; after that a page is only bytes put together.
 * `build` may place slot texts anywhere in text or attributes but must not look inside them
 * (length, case, first letter): a test compares the outcome with a direct rendering.
 */
export function compilePage<V extends Fixed, S extends Slots>(
  build: (look: Look, variant: V, slots: S) => PageContent,
): (look: Look, variant: V, slots: S) => Promise<RenderedPage> {
  const templates = new Map<string, Template>();
  return async (look, variant, slots) => {
    const key = keyOf(look, variant, slots);
    const known = templates.get(key);
    if (known !== undefined) return fill(known, slots);
    const render = await staticMarkup();
    const styleHash = styleFor(look.brand).hash;
    // A brand or variant holding the marks themselves cannot be split safely: such a page is rendered whole.
    if (key.includes(OPEN))
      return { html: documentHtml(render, look, build(look, variant, slots)), styleHash };
    const template = compile(render, look, build(look, variant, marked(slots)), styleHash);
    if (templates.size >= CACHED_TEMPLATES) templates.clear();
    templates.set(key, template);
    return fill(template, slots);
  };
}

function compile(render: Render, look: Look, content: PageContent, styleHash: string): Template {
  const pieces = documentHtml(render, look, content).split(/\uE000([^\uE001]*)\uE001/);
  const texts = pieces.filter((_, i) => i % 2 === 0).map((text) => Buffer.from(text));
  return {
    texts,
    bytes: texts.reduce((sum, text) => sum + text.length, 0),
    places: pieces.filter((_, i) => i % 2 === 1).map(readPlace),
    styleHash,
  };
}

/** A page put together from its template: bytes, told as text only to who asks for it. */
class FilledPage implements RenderedPage {
  constructor(
    readonly bytes: Buffer,
    readonly styleHash: string,
  ) {}
  get html(): string {
    return this.bytes.toString();
  }
}

function fill({ texts, bytes, places, styleHash }: Template, slots: Slots): RenderedPage {
  let size = bytes;
  const fillings = places.map(({ name, index }) => {
    const value = slots[name];
    const text = index === null ? value : value?.[index];
    const escaped = escapeHtml(typeof text === 'string' ? text : '');
    size += Buffer.byteLength(escaped);
    return escaped;
  });
  const page = Buffer.allocUnsafe(size);
  let at = texts[0]?.copy(page) ?? 0;
  for (let i = 0; i < fillings.length; i += 1) {
    at += page.write(fillings[i] ?? '', at);
    at += texts[i + 1]?.copy(page, at) ?? 0;
  }
  return new FilledPage(page, styleHash);
}

function keyOf(look: Look, variant: Fixed, slots: Slots): string {
  let shape = '';
  for (const name in slots) {
    const value = slots[name];
    shape += `${name}${typeof value === 'string' ? '' : value === null || value === undefined ? '-' : value.length},`;
  }
  return `${look.language}${look.languageAsked ? '?' : ''} ${look.brand.colour} ${shape} ${JSON.stringify(variant)} ${look.brand.name}`;
}

function marked<S extends Slots>(slots: S): S {
  const entries = Object.entries(slots).map(([name, value]) => {
    if (value === null) return [name, null];
    if (typeof value === 'string') return [name, `${OPEN}${name}${CLOSE}`];
    return [name, value.map((_, index) => `${OPEN}${name}:${index}${CLOSE}`)];
  });
  return Object.fromEntries(entries) as S;
}

function readPlace(mark: string): Place {
  const [name = '', index] = mark.split(':');
  return { name, index: index === undefined ? null : Number(index) };
}

const UNSAFE = /["&'<>]/;
const ENTITIES: Record<string, string> = {
  '"': '&quot;',
  '&': '&amp;',
  "'": '&#x27;',
  '<': '&lt;',
  '>': '&gt;',
};

/** Text made safe for element content and quoted attributes, exactly as React writes it. */
export function escapeHtml(text: string): string {
  return UNSAFE.test(text) ? text.replace(/["&'<>]/g, (character) => ENTITIES[character] ?? '') : text;
}
