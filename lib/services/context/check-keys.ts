import { createHmac } from 'node:crypto';
import { type KeyFingerprint, rememberFingerprints } from '../../../db/queries/keys';
import { type Config, ConfigError } from '../../config';

/**
 * Refuses to start with keys this database was not made with: with a wrong address key every look-up would miss, with
 * a lost link key old links would die. Keys are numbered from the oldest; new ones may only be added in front.
 */
export async function checkKeys(config: Config): Promise<void> {
  await check(config, 'address', 'SAYSO_ADDRESS_KEYS', config.addressKeys);
  await check(config, 'link', 'SAYSO_LINK_KEYS', config.linkKeys);
}

async function check(config: Config, use: string, variable: string, keys: readonly Buffer[]): Promise<void> {
  const given = keys
    .toReversed()
    .map((key, index) => ({ epoch: index + 1, fingerprint: fingerprint(use, key) }));
  await rememberFingerprints(config.databaseUrl, use, (known) => compare(variable, known, given));
}

function compare(
  variable: string,
  known: readonly KeyFingerprint[],
  given: readonly KeyFingerprint[],
): KeyFingerprint[] {
  const faults = known.flatMap((remembered, index) => {
    const held = given[index];
    if (held?.fingerprint.equals(remembered.fingerprint) === true) return [];
    const what = held === undefined ? 'is missing' : 'is not the one this database was made with';
    return [
      `${variable}: key ${remembered.epoch} counted from the oldest ${what} (the database remembers ${remembered.fingerprint.toString('hex', 0, 4)}…). Give every key it was ever started with, newest first.`,
    ];
  });
  if (faults.length > 0) throw new ConfigError(faults);
  return given.slice(known.length);
}

function fingerprint(use: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(`sayso fingerprint ${use}`).digest().subarray(0, 16);
}
