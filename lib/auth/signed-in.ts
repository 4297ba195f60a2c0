import { contactSubject, staffSubject } from '../../db/queries/sign-in';
import type { Context } from '../context';
import type { StaffRole } from '../domain/vocabulary';
import { readSession } from './auth';
import type { CookieJar } from './cookie-jar';
import { sessionCookieName } from './session-cookie';

/** The person at their own panel. */
export interface SignedInContact {
  userId: string;
  /** Names this session among the person's own. */
  sessionId: string;
  contactId: string;
  name: string | null;
  /** The language the person chose, as a BCP 47 tag. */
  locale: string | null;
}

/** The member of staff at the desk, with the role held at this very request. */
export interface SignedInStaff {
  userId: string;
  sessionId: string;
  id: string;
  name: string;
  role: StaffRole;
}

/** The contact whom a request's cookies sign in; null when nobody is, or no longer may be. */
export async function signedInContact(ctx: Context, cookies: CookieJar): Promise<SignedInContact | null> {
  const token = cookies.get(sessionCookieName(ctx.config, 'account'))?.value;
  const session = await readSession(ctx, 'account', token);
  if (session === null) return null;
  const contact = await contactSubject(ctx.db.reader, session.subjectId);
  if (contact === null || contact.status === 'erased' || contact.status === 'deceased') return null;
  const { id: contactId, name, locale } = contact;
  return { userId: session.userId, sessionId: session.id, contactId, name, locale };
}

/** The member of staff whom a request's cookies sign in; null when nobody is, or access was taken away. */
export async function signedInStaff(ctx: Context, cookies: CookieJar): Promise<SignedInStaff | null> {
  const token = cookies.get(sessionCookieName(ctx.config, 'staff'))?.value;
  const session = await readSession(ctx, 'staff', token);
  if (session === null) return null;
  const staff = await staffSubject(ctx.db.reader, session.subjectId);
  if (staff === null || staff.suspended) return null;
  return {
    userId: session.userId,
    sessionId: session.id,
    id: staff.id,
    name: staff.name,
    role: staff.role,
  };
}
