import type { PointRef } from '../../lib/domain/consent-event';
import type { Writer } from '../client';

const CREATE = {
  name: 'link_create_points',
  text: `
-- Makes the contact points never seen before, without a profile and without an event, in the order given (callers
-- sort by id, as everywhere); those that exist are neither touched nor locked.
INSERT INTO contact_point (id, kind, key_epoch, normaliser, typed, normalised, postcode, premises_id, country, extension)
SELECT n.id, n.kind, n.key_epoch, 1, n.typed, n.normalised, n.postcode, n.premises_id, n.country, n.extension
FROM unnest($1::uuid[], $2::contact_point_kind[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::text[])
  WITH ORDINALITY AS n (id, kind, key_epoch, typed, normalised, postcode, premises_id, country, extension, position)
ORDER BY n.position
ON CONFLICT (id) DO NOTHING`,
};

/** Makes missing contact points. `points` must be distinct and sorted by id. */
export async function createPoints(tx: Writer, points: readonly PointRef[]): Promise<void> {
  await tx.query(CREATE, [
    points.map((point) => point.id),
    points.map((point) => point.kind),
    points.map((point) => point.keyEpoch),
    points.map((point) => point.typed),
    points.map((point) => point.normalised),
    points.map((point) => point.postcode),
    points.map((point) => point.premisesId),
    points.map((point) => point.country),
    points.map((point) => point.extension),
  ]);
}
