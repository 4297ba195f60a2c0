/** Messages by key; a key may hold messages of its own. */
export type MessageTree = { readonly [key: string]: string | MessageTree };

/** Every message of the whole tree, in the other's words where it has some: nothing of the other's own is added. */
export function completed(whole: MessageTree, other: MessageTree): MessageTree {
  return Object.fromEntries(
    Object.entries(whole).map(([key, message]) => {
      const said = Object.hasOwn(other, key) ? other[key] : undefined;
      if (typeof message !== 'string') return [key, completed(message, typeof said === 'object' ? said : {})];
      return [key, typeof said === 'string' && said !== '' ? said : message];
    }),
  );
}

/** A bare argument, not the text of a plural's or select's branch, which stands after a selector. */
const ARGUMENT = /(?<!\w\s*)\{(\w+)\}/g;

/**
 * The same messages with every bare argument kept apart from the text around it (Unicode UAX #9, isolates), so that a
 * Latin name or number put into a right-to-left sentence reads in its own direction and moves nothing beside it.
 */
export function isolated(messages: MessageTree): MessageTree {
  return Object.fromEntries(
    Object.entries(messages).map(([key, message]) => [
      key,
      typeof message === 'string' ? message.replace(ARGUMENT, '\u2068{$1}\u2069') : isolated(message),
    ]),
  );
}
