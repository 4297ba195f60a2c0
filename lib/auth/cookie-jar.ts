/** The cookies of a request by name, as the page framework offers them too. */
export interface CookieJar {
  get(name: string): { value: string } | undefined;
}

/** Reads a request's cookies; of two with one name the first counts, as browsers order them. */
export function cookieJar(request: Request): CookieJar {
  const held = new Map<string, string>();
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    if (at > 0 && !held.has(name)) held.set(name, pair.slice(at + 1).trim());
  }
  return {
    get(name) {
      const value = held.get(name);
      return value === undefined ? undefined : { value };
    },
  };
}
