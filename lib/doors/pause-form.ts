import { CHANNEL_SCOPES, type ChannelScope } from '../domain/vocabulary';
import type { FormFields } from '../http/body';

/** The channels ticked in a pause form; `all` is one of its answers. What is no channel is left out. */
export function readPausedChannels(form: FormFields): ChannelScope[] {
  return CHANNEL_SCOPES.filter((channel) => form.get('channel')?.includes(channel) === true);
}

/** The channel whose pause is to end; null when the form names none. */
export function readResumedChannel(form: FormFields): ChannelScope | null {
  return readPausedChannels(form)[0] ?? null;
}
