/** Who is signing in, and where: a person to their own panel, or staff to the desk. */
export type Side = 'account' | 'staff';

/** One contact or one member of staff. The same email address may lead to both; they never share a session. */
export interface Subject {
  side: Side;
  id: string;
}

/** What stands in next-auth's `email` column: it names who signs in without naming an address. */
export function identityOf(subject: Subject): string {
  return `${subject.side === 'staff' ? 'staff' : 'contact'}:${subject.id}`;
}

const IDENTITY = /^(contact|staff):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Reads an identity back; null for anything else. */
export function subjectOf(identity: string): Subject | null {
  const match = IDENTITY.exec(identity);
  if (match?.[2] === undefined) return null;
  return { side: match[1] === 'staff' ? 'staff' : 'account', id: match[2] };
}
