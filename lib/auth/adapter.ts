import type { Adapter, AdapterUser } from 'next-auth/adapters';
import {
  type AuthUserRow,
  addSession,
  addUser,
  endSession,
  extendSession,
  type SessionRow,
  sessionWithUser,
  userById,
  userByIdentity,
  verifyUser,
} from '../../db/queries/sessions';
import { useVerificationToken } from '../../db/queries/sign-in-tokens';
import type { Context } from '../context';
import type { Device } from '../domain/device';
import { secretDigest } from '../domain/sign-in-code';
import { type Side, subjectOf } from '../services/sign-in/subject';
import { SESSION_LIFE_S, SESSION_NOTED_EVERY_S } from './session-cookie';

/** A user along with the id of the session by which it was found. */
export interface SessionUser extends AdapterUser {
  sessionId: string;
}

/**
 * next-auth's storage over our own statements. Its `email` is our identity (`contact:ID`, `staff:ID`), so neither
 * its tables nor its errors ever hold an address; sessions are kept under a digest of their token. Made anew for each
 * call: it remembers the session it found.
 */
export function signInAdapter(ctx: Context, side: Side, device: Device): Adapter {
  const { db } = ctx;
  let found: SessionRow | null = null;
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
        addSession(tx, { digest: secretDigest(sessionToken), userId, expires, ...device }, ctx.now()),
      );
      return session;
    },
    async getSessionAndUser(sessionToken) {
      const row = await sessionWithUser(db.reader, secretDigest(sessionToken));
      found = row;
      if (row === null) return null;
      const user: SessionUser = { ...adapterUser(row), sessionId: row.sessionId };
      return { session: { sessionToken, userId: row.id, expires: row.expires }, user };
    },
    async updateSession({ sessionToken, expires }) {
      if (expires === undefined || found === null) return null;
      const nowMs = ctx.now().getTime();
      if (nowMs - found.lastUsedAt.getTime() < SESSION_NOTED_EVERY_S[side] * 1000) return null;
      const latestMs = found.beganAt.getTime() + SESSION_LIFE_S[side] * 1000;
      const end = new Date(Math.min(expires.getTime(), latestMs));
      await db.transaction((tx) => extendSession(tx, secretDigest(sessionToken), end, new Date(nowMs)));
      return null;
    },
    async deleteSession(sessionToken) {
      await db.transaction((tx) => endSession(tx, secretDigest(sessionToken)));
    },
    createVerificationToken: () => {
      throw new Error('sign-in links are minted by mintSignInLink');
    },
    useVerificationToken: ({ identifier, token }) =>
      db.transaction((tx) => useVerificationToken(tx, identifier, token)),
  };
}

function maybeUser(row: AuthUserRow | null): AdapterUser | null {
  return row === null ? null : adapterUser(row);
}

function adapterUser(row: AuthUserRow): AdapterUser {
  return { id: row.id, email: row.email, emailVerified: row.email_verified };
}
