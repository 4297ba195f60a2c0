/** Makes a Response; the platform's own unless the process chose a lighter one. */
type ResponseMaker = (body: string | Uint8Array | null, init: ResponseInit) => Response;

let make: ResponseMaker = (body, init) => new Response(body as BodyInit | null, init);

/**
 * A response of text, or of its bytes. Doors use this rather than the constructor, because the platform's Response turns every string
 * into a stream that a server must then read back: on the flood paths that costs more than the door's own work.
 */
export function respond(body: string | Uint8Array | null, init: ResponseInit): Response {
  return make(body, init);
}

/** Chooses how this process makes responses; what it makes must be a Response to every reader. */
export function chooseResponse(maker: ResponseMaker): void {
  make = maker;
}
