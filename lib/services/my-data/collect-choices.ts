import type { Reader } from '../../../db/client';
import {
  eventsFor,
  type FrequencyRow,
  frequenciesFor,
  type OwnEventRow,
  type OwnStopRow,
  pointsSpokenAt,
  type RepeatRow,
  repeatsAt,
  stopsFor,
} from '../../../db/queries/my-data-choices';
import type { Own } from './reach';
import { type Section, section } from './section';

/** An event; `evidenceWithheld` where it was said at a shared address under nobody's name. */
export type OwnEvent = OwnEventRow & { evidenceWithheld: boolean };

/** What a person chose: every act, pauses and restrictions, how often, and a no said once more. */
export interface Choices {
  events: Section<OwnEvent>;
  stops: Section<OwnStopRow>;
  frequencies: Section<FrequencyRow>;
  repeats: Section<RepeatRow>;
}

/**
 * Collects what a person chose. At an address others use too, what was said under nobody's name is told as an act,
 * without what was written down along with it: that would be somebody else's browser or words.
 */
export async function collectChoices(reader: Reader, own: Own): Promise<Choices> {
  const { contactId, pointIds } = own;
  const spokenAt = [...new Set([...pointIds, ...own.premises, ...(await pointsSpokenAt(reader, contactId))])];
  const events = await section(
    (limit) => eventsFor(reader, spokenAt, contactId, limit),
    (row) => own.reaches(row) !== 'other',
  );
  return {
    events: { ...events, rows: events.rows.map((row) => readable(row, own)) },
    stops: await section((limit) => stopsFor(reader, pointIds, contactId, limit)),
    frequencies: await section(
      (limit) => frequenciesFor(reader, pointIds, contactId, limit),
      (row) => own.reaches(row) !== 'other',
    ),
    repeats: await section(
      (limit) => repeatsAt(reader, pointIds, limit),
      (row) => own.reaches({ ...row, contactId: null }) !== 'other',
    ),
  };
}

function readable(row: OwnEventRow, own: Own): OwnEvent {
  const evidenceWithheld = row.evidence !== null && own.reaches(row) !== 'own';
  return { ...row, evidence: evidenceWithheld ? null : row.evidence, evidenceWithheld };
}
