import { type FoldedPostal, UNKNOWN_COUNTRY } from './postal';

interface Common {
  /** As typed, fit to be stored and used; paste debris gone. */
  readonly typed: string;
  /** The key the contact point id is derived from. */
  readonly normalised: string;
  /**
   * Keys whose refusals bind this address too: the other people on the same line of a letter, and the
   * surname without an initial ("Mr Smith" said no, "John Smith" is asked about).
   */
  readonly alsoBoundBy: readonly string[];
  /** ISO 3166 country the address itself names; null where it names none. */
  readonly country: string | null;
  /** False for what only a refusal may hold: it did not parse, or no numbering plan has it. */
  readonly valid: boolean;
}

/** The closed union of addresses. */
export type Address =
  | (Common & {
      kind: 'email';
      premisesNormalised: null;
      fullNameKeySource: null;
      extension: null;
      smtputf8: boolean;
      literal: boolean;
    })
  | (Common & { kind: 'phone'; premisesNormalised: null; fullNameKeySource: null; extension: string | null })
  | (Common & {
      kind: 'postal';
      premisesNormalised: string;
      fullNameKeySource: string | null;
      extension: null;
    });

export type ParsedAddress = Address;

/** An email address as parsed; `read` is null for text only a refusal may hold. */
export function emailAddress(
  typed: string,
  normalised: string,
  read: { smtputf8: boolean; literal: boolean } | null,
): ParsedAddress {
  return {
    kind: 'email',
    typed,
    normalised,
    alsoBoundBy: [],
    premisesNormalised: null,
    fullNameKeySource: null,
    country: null,
    extension: null,
    valid: read !== null,
    smtputf8: read?.smtputf8 ?? /[^\0-\x7F]/.test(typed),
    literal: read?.literal ?? false,
  };
}

/** A number as parsed; `read` is null for digits only a refusal may hold. */
export function phoneAddress(
  typed: string,
  normalised: string,
  read: { country: string | null; extension: string | null; valid: boolean } | null,
): ParsedAddress {
  return {
    kind: 'phone',
    typed,
    normalised,
    alsoBoundBy: [],
    premisesNormalised: null,
    fullNameKeySource: null,
    country: read?.country ?? null,
    extension: read?.extension ?? null,
    valid: read?.valid ?? false,
  };
}

/** A postal address as the person at `index` among those it names, or as the premises when it names none. */
export function postalAddress(folded: FoldedPostal, index: number, valid: boolean): ParsedAddress {
  const one = folded.people[index];
  const normalised = one?.person ?? folded.premises;
  const bound = folded.people
    .flatMap((person) => [person.person, person.surnameOnly])
    .filter((key) => key !== normalised);
  return {
    kind: 'postal',
    typed: folded.typed,
    normalised,
    alsoBoundBy: [...new Set(bound)],
    premisesNormalised: folded.premises,
    fullNameKeySource: one?.fullName ?? null,
    country: folded.country === UNKNOWN_COUNTRY ? null : folded.country,
    extension: null,
    valid,
  };
}
