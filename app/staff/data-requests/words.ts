import type { DataRequestKind, DataRequestState, DataRequestStepKind } from '../../../lib/domain/vocabulary';

/** What the desk calls each kind of request, with the article it comes from. */
export const KIND: Record<DataRequestKind, string> = {
  correction: 'Correct (Art. 16)',
  restriction: 'Restrict (Art. 18)',
  marketing_objection: 'Object to marketing (Art. 21(2))',
  objection: 'Object (Art. 21(1))',
  erasure: 'Erase (Art. 17)',
  complaint: 'Complaint (s.164A)',
};

export const STATE: Record<DataRequestState, string> = {
  open: 'open',
  done: 'done',
  refused: 'refused',
  withdrawn: 'taken back',
};

export const STEP: Record<DataRequestStepKind, string> = {
  received: 'Received',
  acknowledged: 'Acknowledged',
  progress: 'Told how it is going',
  extended: 'More time taken',
  done: 'Done',
  refused: 'Refused',
  withdrawn: 'Taken back by the person',
};
