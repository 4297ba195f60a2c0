import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

interface HeaderField {
  name: string;
  raw: string;
}

export interface OwnSignature {
  domain: string;
  selector: string;
  privateKey: KeyObject;
  /** Lower-case field names `h=` must hold. */
  required: readonly string[];
}

/**
 * Checks that a whole message (bytes with CRLF) carries exactly one DKIM signature (RFC 6376), made with
 * this key for this domain and selector, rsa-sha256 and relaxed/relaxed without a body length, covering
 * the required fields, each present once. Returns every fault found as a sentence; none means it is sound.
 */
export function verifyOwnSignature(message: Buffer, own: OwnSignature): string[] {
  const text = message.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return ['the message has no end of headers'];
  const fields = parseFields(text.slice(0, end));
  const signatures = fields.filter((field) => field.name === 'dkim-signature');
  const [signature] = signatures;
  if (signature === undefined) return ['it has no DKIM-Signature; the key could not sign'];
  if (signatures.length > 1) return ['it has more than one DKIM-Signature'];
  const tags = parseTags(signature.raw);
  return [
    ...tagFaults(tags, own),
    ...coverageFaults(tags, fields, own.required),
    ...hashFaults(tags, signature, fields, text.slice(end + 4), own.privateKey),
  ];
}

function parseFields(head: string): HeaderField[] {
  return head.split(/\r\n(?![ \t])/).map((raw) => ({
    raw,
    name: raw.slice(0, raw.indexOf(':')).trim().toLowerCase(),
  }));
}

function parseTags(raw: string): Map<string, string> {
  const value = raw.slice(raw.indexOf(':') + 1);
  return new Map(
    value
      .split(';')
      .map((part): [string, string] => {
        const equals = part.indexOf('=');
        return [part.slice(0, equals).trim(), part.slice(equals + 1).replace(/\s+/g, '')];
      })
      .filter(([tag]) => tag !== ''),
  );
}

function tagFaults(tags: Map<string, string>, own: OwnSignature): string[] {
  const expected: [string, string][] = [
    ['v', '1'],
    ['a', 'rsa-sha256'],
    ['c', 'relaxed/relaxed'],
    ['d', own.domain],
    ['s', own.selector],
  ];
  const faults = expected
    .filter(([tag, value]) => tags.get(tag) !== value)
    .map(([tag, value]) => `its ${tag}= is not ${value}`);
  if (tags.has('l')) faults.push('it signs only a part of the body (l=)');
  return faults;
}

function coverageFaults(
  tags: Map<string, string>,
  fields: readonly HeaderField[],
  required: readonly string[],
): string[] {
  const signed = signedNames(tags);
  return required.flatMap((name) => {
    const present = fields.filter((field) => field.name === name).length;
    if (present !== 1) return [`it has ${present} ${name} fields instead of one`];
    return signed.includes(name) ? [] : [`${name} is not covered by h=`];
  });
}

function hashFaults(
  tags: Map<string, string>,
  signature: HeaderField,
  fields: readonly HeaderField[],
  body: string,
  privateKey: KeyObject,
): string[] {
  const bodyHash = createHash('sha256').update(relaxedBody(body), 'latin1').digest('base64');
  if (bodyHash !== tags.get('bh')) return ['the body hash does not match'];
  const unsigned = signature.raw.replace(/([;\s]b=)[^;]*/, '$1');
  const data = [...signedFields(tags, fields), unsigned].map(relaxedField).join('\r\n');
  const ok = verify(
    'sha256',
    Buffer.from(data, 'latin1'),
    createPublicKey(privateKey),
    Buffer.from(tags.get('b') ?? '', 'base64'),
  );
  return ok ? [] : ['the signature does not verify with its own key'];
}

/** RFC 6376 §5.4.2: instances of a repeated field are taken from the bottom up. */
function signedFields(tags: Map<string, string>, fields: readonly HeaderField[]): string[] {
  const left = [...fields];
  return signedNames(tags).flatMap((name) => {
    const index = left.findLastIndex((field) => field.name === name);
    return index < 0 ? [] : left.splice(index, 1).map((field) => field.raw);
  });
}

function signedNames(tags: Map<string, string>): string[] {
  return (tags.get('h') ?? '').toLowerCase().split(':');
}

/** RFC 6376 §3.4.2. */
function relaxedField(raw: string): string {
  const colon = raw.indexOf(':');
  const value = raw
    .slice(colon + 1)
    .replaceAll('\r\n', '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '');
  return `${raw.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** RFC 6376 §3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  return lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`;
}
