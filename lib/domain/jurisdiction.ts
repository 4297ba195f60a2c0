import type { AddressFacts, Question } from './facts';
import { packInForce } from './policy/in-force';
import type { PolicyPack, RuleSubscriber } from './policy/pack';

/** The rules that must all allow, and the countries (null = not known) for which there are none. */
export interface Jurisdiction {
  packs: readonly PolicyPack[];
  unknown: readonly (string | null)[];
}

/**
 * Under whose rules a question falls: the country the caller names, else every linked contact's, else the
 * address's own (DESIGN §5, "Whom"). A contact without a country has the address's.
 */
export function jurisdictionOf(
  facts: readonly AddressFacts[],
  question: Question,
  packs: readonly PolicyPack[],
): Jurisdiction {
  const atMs = question.at.getTime();
  const found: PolicyPack[] = [];
  const unknown: (string | null)[] = [];
  for (const country of countriesOf(facts, question)) {
    const pack = country === null ? null : packInForce(packs, country.toUpperCase(), atMs);
    if (pack === null) unknown.push(country);
    else if (!found.includes(pack)) found.push(pack);
  }
  return { packs: found, unknown };
}

function countriesOf(facts: readonly AddressFacts[], question: Question): readonly (string | null)[] {
  if (question.country !== undefined) return [question.country];
  const own: string[] = [];
  for (const { country } of facts) if (country !== null && !own.includes(country)) own.push(country);
  const named: (string | null)[] = [];
  let contacts = 0;
  let needsOwn = false;
  for (const { contacts: linked } of facts) {
    for (const { country } of linked) {
      contacts++;
      if (country === null) needsOwn = true;
      else if (!named.includes(country)) named.push(country);
    }
  }
  if (contacts === 0 || needsOwn) {
    if (own.length === 0) named.push(null);
    for (const country of own) if (!named.includes(country)) named.push(country);
  }
  return named;
}

/**
 * Individual if the caller or any linked contact is not known to be corporate: a caller may tighten what
 * the record says, never loosen it. With nobody linked the caller's word stands; with no word, individual.
 */
export function subscriberOf(facts: readonly AddressFacts[], question: Question): RuleSubscriber {
  if (question.subscriberType !== undefined && question.subscriberType !== 'corporate') return 'individual';
  let corporate = question.subscriberType === 'corporate';
  for (const { contacts } of facts) {
    for (const { subscriberType } of contacts) {
      if (subscriberType !== 'corporate') return 'individual';
      corporate = true;
    }
  }
  return corporate ? 'corporate' : 'individual';
}
