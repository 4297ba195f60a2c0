import { createHash } from 'node:crypto';
import type { Adapter, AdapterUser } from 'next-auth/adapters';
import {
  type AuthUserRow,
  addSession,
  addUser,
  endSession,
  extendSession,
  sessionWithUser,
  userById,
  userByIdentity,
  verifyUser,
} from '../../db/queries/sessions';
import { addVerificationToken, useVerificationToken } from '../../db/queries/sign-in';
import type { Context } from '../context';
import { subjectOf } from '../services/sign-in/subject';

/**
 * next-auth's storage over our own statements. Its `email` is our identity (`contact:ID`, `staff:ID`), so neither
 * its tables nor its errors ever hold an address; sessions are kept under a digest of their token.
 */
export function signInAdapter(ctx: Context): Adapter {
  const { db } = ctx;
  return {
    async createUser(user: Omit<AdapterUser, 'id'>) {
      const subject = subjectOf(user.email);
      if (subject === null) throw new Error('not an identity');
      const made = await db.transaction((tx) =>
        addUser(tx, {
          id: ctx.newId(),
          identity: user.email,
          verifiedAt: user.emailVerified,
          contactId: subject.side === 'account' ? subject.id : null,
          staffId: subject.side === 'staff' ? subject.id : null,
        }),
      );
      if (made === null) throw new Error('the sign-in user was not made');
      return adapterUser(made);
    },
    getUser: async (id) => maybeUser(await userById(db.reader, id)),
    getUserByEmail: async (identity) => maybeUser(await userByIdentity(db.reader, identity)),
    getUserByAccount: () => null,
    async updateUser(user) {
      const verified = await db.transaction((tx) => verifyUser(tx, user.id, user.emailVerified ?? ctx.now()));
      if (verified === null) throw new Error('the sign-in user is gone');
      return adapterUser(verified);
    },
    linkAccount: () => null,
    async createSession(session) {
      const { sessionToken, userId, expires } = session;
      await db.transaction((tx) =>
        addSession(tx, { digest: digest(sessionToken), userId, expires }, ctx.now()),
      );
      return session;
    },
    async getSessionAndUser(sessionToken) {
      const found = await sessionWithUser(db.reader, digest(sessionToken));
      if (found === null) return null;
      return {
        session: { sessionToken, userId: found.id, expires: found.expires },
        user: adapterUser(found),
      };
    },
    async updateSession({ sessionToken, expires }) {
      if (expires !== undefined)
        await db.transaction((tx) => extendSession(tx, digest(sessionToken), expires));
      return null;
    },
    async deleteSession(sessionToken) {
      await db.transaction((tx) => endSession(tx, digest(sessionToken)));
    },
    async createVerificationToken({ identifier, token, expires }) {
      await db.transaction((tx) =>
        addVerificationToken(tx, { identifier, digest: token, expires }, ctx.now()),
      );
      return { identifier, token, expires };
    },
    useVerificationToken: ({ identifier, token }) =>
      db.transaction((tx) => useVerificationToken(tx, identifier, token)),
  };
}

/** Under what a session is kept. */
export function digest(sessionToken: string): string {
  return createHash('sha256').update(sessionToken).digest('hex');
}

function maybeUser(row: AuthUserRow | null): AdapterUser | null {
  return row === null ? null : adapterUser(row);
}

function adapterUser(row: AuthUserRow): AdapterUser {
  return { id: row.id, email: row.email, emailVerified: row.email_verified };
}
