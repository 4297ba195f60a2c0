import { CHANNELS, type Channel } from '../domain/vocabulary';

/** One box of the preference page: a channel, sender and topic; a yes always names exactly one of each. */
export interface ChoiceBox {
  channel: Channel;
  senderNo: number;
  topicNo: number;
}

/** The box as a form value, `channel.senderNo.topicNo`. */
export function boxValue(box: ChoiceBox): string {
  return `${box.channel}.${box.senderNo}.${box.topicNo}`;
}

/** Reads a form value back; null for anything that is not exactly a box (0, "all", is never one). */
export function parseBox(value: string): ChoiceBox | null {
  const match = /^([a-z_]+)\.([1-9]\d{0,8})\.([1-9]\d{0,8})$/.exec(value);
  const channel = CHANNELS.find((name) => name === match?.[1]);
  if (match === null || channel === undefined) return null;
  return { channel, senderNo: Number(match[2]), topicNo: Number(match[3]) };
}

/** The boxes a page showed, from its `shown` field: values separated by spaces. Unreadable ones are left out. */
export function parseShown(shown: string): ChoiceBox[] {
  return shown
    .split(' ')
    .map(parseBox)
    .filter((box) => box !== null);
}
