import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import type { MessageTree } from '../../domain/messages';

/** A message with the dotted key it stands under. */
export interface KeyedMessage {
  key: string;
  message: string;
}

/** Every message of a tree, in its order. */
export function messagesIn(tree: MessageTree, prefix = ''): KeyedMessage[] {
  return Object.entries(tree).flatMap(([name, message]) => {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    return typeof message === 'string' ? [{ key, message }] : messagesIn(message, key);
  });
}

/** The message as the formatter reads it. Throws a SyntaxError for one it could not read. */
export function parsed(message: string): MessageFormatElement[] {
  return parse(message, { captureLocation: false });
}

/** What a message must be given: each argument with its kind, each tag, and the choices of a select. Sorted. */
export function needsOf(message: string): string[] {
  const needs = new Set<string>();
  walk(parsed(message), (element) => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return;
      case TYPE.select:
        needs.add(`{${element.value}, select: ${Object.keys(element.options).sort().join(' ')}}`);
        return;
      case TYPE.plural:
        needs.add(`{${element.value}, ${element.pluralType}}`);
        return;
      case TYPE.tag:
        needs.add(`<${element.value}>`);
        return;
      default:
        needs.add(`{${element.value}, ${TYPE[element.type]}}`);
    }
  });
  return [...needs].sort();
}

/** The plural branches of a message that a language needs and that are not there. */
export function pluralsLacking(message: string, needed: readonly string[]): string[] {
  const lacking: string[] = [];
  walk(parsed(message), (element) => {
    if (element.type !== TYPE.plural) return;
    const has = Object.keys(element.options).map((name) => name.replace(/^=0$/, 'zero'));
    lacking.push(...needed.filter((name) => !has.includes(name)).map((name) => `${element.value}: ${name}`));
  });
  return lacking;
}

/** The message as somebody would read it, with a plausible word for each value; `other` for those not listed. */
export function readAloud(message: string, values: Readonly<Record<string, string>>, other: string): string {
  const say = (elements: readonly MessageFormatElement[]): string =>
    elements
      .map((element) => {
        switch (element.type) {
          case TYPE.literal:
            return element.value;
          case TYPE.pound:
            return '3';
          case TYPE.tag:
            return say(element.children);
          case TYPE.select:
          case TYPE.plural:
            return say((element.options.other ?? Object.values(element.options)[0])?.value ?? []);
          default:
            return values[element.value] ?? other;
        }
      })
      .join('');
  return say(parsed(message));
}

function walk(
  elements: readonly MessageFormatElement[],
  visit: (element: MessageFormatElement) => void,
): void {
  for (const element of elements) {
    visit(element);
    if (element.type === TYPE.tag) walk(element.children, visit);
    if (element.type === TYPE.select || element.type === TYPE.plural)
      for (const option of Object.values(element.options)) walk(option.value, visit);
  }
}
