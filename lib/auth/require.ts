import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { heldContext } from '../context';
import { mayDo, type StaffTask } from '../services/staff/may-do';
import { type SignedInContact, type SignedInStaff, signedInContact, signedInStaff } from './signed-in';

/** The signed-in person, for a page; anybody else is led to the sign-in page. */
export async function requireContact(): Promise<SignedInContact> {
  const contact = await contactOfRequest();
  return contact ?? redirect('/signin');
}

/** The signed-in member of staff who may do a task, for a page; others are led to sign in, or told they may not. */
export async function requireStaff(task: StaffTask = 'look'): Promise<SignedInStaff> {
  const staff = await staffOfRequest();
  if (staff === null) return redirect('/signin/staff');
  return mayDo(staff.role, task) ? staff : redirect('/staff?refused=role');
}

/** The signed-in person, if anybody is; layout and page of one request ask once. */
export const contactOfRequest = cache(async () => signedInContact(heldContext(), await cookies()));

/** Layout and page of one request ask once. */
const staffOfRequest = cache(async () => signedInStaff(heldContext(), await cookies()));
