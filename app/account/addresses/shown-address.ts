/** An address on one line, as its person typed it; null for one we no longer hold. */
export function shownAddress(one: { typed: string | null; normalised?: string | null }): string | null {
  const text = one.typed ?? one.normalised ?? null;
  return text === null ? null : text.split('\n').join(', ');
}
