import type { Task } from 'graphile-worker';
import type { Context } from '../context';
import { tellThirdParties } from '../services/disclosure/tell-third-parties';
import { PAYLOADS } from './payload';

/** `tell-third-parties {contactPointId}`: queues a notice to each third party that must stop. */
export function tellThirdPartiesJob(ctx: Context): Task {
  return async (payload) => {
    const { contactPointId } = PAYLOADS.contactPoint.parse(payload);
    await tellThirdParties(ctx, contactPointId);
  };
}
