import { type Asked, mayChangeAt } from './asked';
import type { Reason } from './facts';
import type { ChannelRule, RegisterRule } from './policy/pack';
import type { Basis, Register } from './vocabulary';

const DAY_MS = 24 * 60 * 60_000;

/** The registers as they stand in a sentence. */
const REGISTER_WORDS: Record<Register, string> = {
  tps: 'Telephone Preference Service',
  ctps: 'Corporate Telephone Preference Service',
  fps: 'Fax Preference Service',
  mps: 'Mailing Preference Service',
  us_dnc: 'US National Do Not Call Registry',
  ca_dncl: 'Canadian National Do Not Call List',
};

/**
 * What the outside registers of a rule say against a message: listed, or our copy missing or too old.
 * @param basis of the yes it would rest on, or null when it would rest on the rule's default
 */
export function registerFaults(asked: Asked, rule: ChannelRule, basis: Basis | null): Reason[] {
  const faults: Reason[] = [];
  for (const register of rule.registers) {
    if (register.passedBy.some((passing) => passing === basis)) continue;
    if (isListed(asked, register)) {
      faults.push({
        code: 'register_listed',
        detail: `The number or address is listed with the ${REGISTER_WORDS[register.register]}.`,
        source: register.source,
      });
    }
    const stale = staleness(asked, register);
    if (stale !== null) faults.push({ code: 'register_stale', detail: stale, source: register.source });
  }
  return faults;
}

/** A listing binds whatever its date: stricter than the law's 28 days of grace, and simpler to keep. */
function isListed(asked: Asked, { register }: RegisterRule): boolean {
  return asked.facts.some(({ listings }) => listings.some((listing) => listing.register === register));
}

/** Why a copy will not do, or null when it is strictly younger than the rule's days at the instant asked. */
function staleness(asked: Asked, { register, maxAgeDays, need }: RegisterRule): string | null {
  let newestMs = Number.NEGATIVE_INFINITY;
  for (const snapshot of asked.vocabulary.registers) {
    if (snapshot.register !== register) continue;
    const takenMs = snapshot.takenAt.getTime();
    mayChangeAt(asked, takenMs);
    if (takenMs <= asked.atMs && takenMs > newestMs) newestMs = takenMs;
  }
  const name = REGISTER_WORDS[register];
  if (newestMs === Number.NEGATIVE_INFINITY) {
    return need === 'required' ? `No copy of the ${name} list has been loaded to check against.` : null;
  }
  const staleAtMs = newestMs + maxAgeDays * DAY_MS;
  mayChangeAt(asked, staleAtMs);
  if (asked.atMs < staleAtMs) return null;
  return `Our copy of the ${name} list is ${maxAgeDays} days old or more.`;
}
