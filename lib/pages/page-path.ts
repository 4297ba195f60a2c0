import type { Language } from '../domain/language';

/** A path of ours, or a bare query, that asks for a language; unchanged for null, and where it asks for one already. */
export function withLanguage(path: string, language: Language | null): string {
  if (language === null || /[?&]lang=/.test(path)) return path;
  const hash = path.indexOf('#');
  const [address, fragment] = hash === -1 ? [path, ''] : [path.slice(0, hash), path.slice(hash)];
  return `${address}${address.includes('?') ? '&' : '?'}lang=${language}${fragment}`;
}

/** An attribute that leads to a path of ours. React writes a quote inside text as an entity, so text never matches. */
const PATH_ATTRIBUTE = / (href|action)="(\/(?!\/)[^"]*)"/g;

/**
 * A page whose address asked for a language leads on in that language: every path of ours in it asks for it too.
 * Nothing is kept between requests, so that no cookie is needed.
 */
export function carryLanguage(html: string, language: Language): string {
  return html.replace(PATH_ATTRIBUTE, (_, name: string, path: string) => {
    const carried = withLanguage(path.replaceAll('&amp;', '&'), language);
    return ` ${name}="${carried.replaceAll('&', '&amp;')}"`;
  });
}
