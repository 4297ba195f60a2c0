import type { Task } from 'graphile-worker';
import type { Context } from '../context';
import { sendDigest } from '../services/digest/send-digest';
import { PAYLOADS } from './payload';

/** `send-digest {contactPointId, senderNo, topicNo}`: one email of what came too soon. */
export function sendDigestJob(ctx: Context): Task {
  return async (payload) => {
    await sendDigest(ctx, PAYLOADS.sendDigest.parse(payload));
  };
}
