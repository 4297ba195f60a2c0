import pg from 'pg';

export interface KeyFingerprint {
  epoch: number;
  fingerprint: Buffer;
}

/** Runs a piece of work on one connection of the owner, in one transaction. */
async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'sayso-keys' });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('LOCK TABLE key_fingerprint IN SHARE ROW EXCLUSIVE MODE');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } finally {
    await client.end();
  }
}

/**
 * Compares and extends the remembered fingerprints of one use: `check` gets what is remembered (oldest first) and
 * returns what to add. Only the owner may write here.
 */
export function rememberFingerprints(
  ownerUrl: string,
  use: string,
  check: (known: KeyFingerprint[]) => KeyFingerprint[],
): Promise<void> {
  return asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<KeyFingerprint>(
      'SELECT epoch, fingerprint FROM key_fingerprint WHERE use = $1 ORDER BY epoch',
      [use],
    );
    for (const fresh of check(rows)) {
      await client.query('INSERT INTO key_fingerprint (use, epoch, fingerprint) VALUES ($1, $2, $3)', [
        use,
        fresh.epoch,
        fresh.fingerprint,
      ]);
    }
  });
}
