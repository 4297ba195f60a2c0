/** The texts that come from outside; one hostile text in all of them must come out harmless. */
export interface SampleTexts {
  token: string;
  address: string;
  sender: string;
  topic: string;
  typed: string;
}

export const PLAIN_TEXTS: SampleTexts = {
  token: 'AQF3c2l0ZS1zYW1wbGUtdG9rZW4tZm9yLXRoZS1wYWdlcy10ZXN0cy1vbmx5LTAwMDAwMDAwMDAx',
  address: 'a•••@e•••••e.com',
  sender: 'Northgate',
  topic: 'Offers',
  typed: 'ann@example',
};

export const AT = new Date('2026-11-22T14:05:00Z');
export const EARLIER = new Date('2026-05-03T08:12:00Z');
