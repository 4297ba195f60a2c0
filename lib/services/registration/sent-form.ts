import type { Actor, EvidenceBody } from '../../domain/consent-event';
import type { RepeatableRequest } from '../idempotency/run-once';
import type { TypedDetails } from './read-details';
import type { ShownForm } from './show-form';

/** A browser's request: nobody's key. What makes it one registration is what it says. */
export const BY_BROWSER: RepeatableRequest = {
  clientId: '',
  route: 'POST /register',
  key: null,
  payload: '',
};

/** A form as it was filled in and sent. */
export interface SentForm {
  shown: ShownForm;
  typed: TypedDetails;
  /** Values of the boxes ticked. */
  ticked: readonly string[];
  /** The "do not" box is ticked. */
  refused: boolean;
  language: string;
  /** The exact words beside the boxes, as they were rendered; null: not the words of this form, so no yes counts. */
  words: string | null;
  evidence: EvidenceBody;
  actor: Actor;
  peer: string | null;
  /** Sent by a company that took the details itself, with its key. */
  byCompany: boolean;
  /** Under which key the same request may come again; a browser has none. */
  repeatable: RepeatableRequest;
}
