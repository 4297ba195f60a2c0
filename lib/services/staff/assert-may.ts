import type { StaffRole } from '../../domain/vocabulary';
import { AppError } from '../../errors';
import { mayDo, type StaffTask } from './may-do';

/** A member of staff as services take them: the actor of whatever is done. */
export interface StaffActor {
  id: string;
  name: string;
  role: StaffRole;
}

const SAID: Record<StaffTask, string> = {
  look: 'Your role may not look at people.',
  record: 'Your role may read the record, not add to it. Ask an agent to record it.',
  undo_any: 'Only an administrator may undo what somebody else recorded.',
  manage_team: 'Only an administrator may see the team.',
  answer_data_requests: 'Only a manager or an administrator may answer requests about personal data.',
};

/** Refuses a task the role does not hold; every desk service asks, whatever the screen showed. */
export function assertMay(staff: StaffActor, task: StaffTask): void {
  if (!mayDo(staff.role, task)) throw new AppError('forbidden', SAID[task]);
}
