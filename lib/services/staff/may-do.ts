import type { StaffRole } from '../../domain/vocabulary';

/** What staff do. `look` finds and reads; every look is recorded. */
export type StaffTask = 'look' | 'record' | 'undo_any' | 'manage_team';

const MAY: Record<StaffRole, readonly StaffTask[]> = {
  agent: ['look', 'record'],
  manager: ['look', 'record'],
  auditor: ['look'],
  admin: ['look', 'record', 'undo_any', 'manage_team'],
};

/** Whether a role may do a task (need to know, DESIGN §3 promise 11). */
export function mayDo(role: StaffRole, task: StaffTask): boolean {
  return MAY[role].includes(task);
}
