/** One stretch of time in which a person used an address. */
export interface AddressUse {
  contactPointId: string;
  attachedAt: Date;
  detachedAt: Date | null;
  /** Whether anybody else uses the address, or ever did. */
  everShared: boolean;
}

/** Something recorded at an address: under somebody's name, or under nobody's. */
export interface RecordedAtAddress {
  contactPointId: string;
  contactId: string | null;
  at: Date;
}

/**
 * Whose a record at an address is, when one person asks for their data (GDPR Art. 15(4): without harming others).
 * `own`: said or done under their name, or under nobody's at an address that only they have ever used.
 * `address`: under nobody's name at an address that others use or used, while this person used it; that it happened
 * is told, not what else is known of whoever did it. `other`: somebody else's, or from before or after their time.
 */
export type Whose = 'own' | 'address' | 'other';

/** Tells whose a record is, for the person with the given uses. */
export function whose(record: RecordedAtAddress, contactId: string, uses: readonly AddressUse[]): Whose {
  if (record.contactId !== null) return record.contactId === contactId ? 'own' : 'other';
  const here = uses.filter((use) => use.contactPointId === record.contactPointId);
  if (here.length === 0) return 'other';
  if (here.every((use) => !use.everShared)) return 'own';
  const during = here.some(
    (use) => use.attachedAt <= record.at && (use.detachedAt === null || record.at < use.detachedAt),
  );
  return during ? 'address' : 'other';
}
