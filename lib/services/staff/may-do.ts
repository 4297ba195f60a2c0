import type { StaffRole } from '../../domain/vocabulary';

/** What staff do. `look` finds and reads; every look is recorded. */
export type StaffTask = 'look' | 'record' | 'undo_any' | 'manage_team' | 'answer_data_requests';

const MAY: Record<StaffRole, readonly StaffTask[]> = {
  agent: ['look', 'record'],
  manager: ['look', 'record', 'answer_data_requests'],
  auditor: ['look'],
  admin: ['look', 'record', 'undo_any', 'manage_team', 'answer_data_requests'],
};

/** Whether a role may do a task (need to know, DESIGN §3 promise 11). */
export function mayDo(role: StaffRole, task: StaffTask): boolean {
  return MAY[role].includes(task);
}
