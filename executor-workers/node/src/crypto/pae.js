// @ts-check
/**
 * DSSE v1 pre-authentication encoding: what is signed instead of the bare body, so that the type is bound to it.
 * @param {string} type
 * @param {Buffer} body
 * @returns {Buffer} `"DSSEv1" SP len(type) SP type SP len(body) SP body`, lengths in decimal bytes
 */
export function preAuthEncoding(type, body) {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `;
  const size = Buffer.byteLength(head);
  const out = Buffer.allocUnsafe(size + body.length);
  out.write(head, 0, 'utf8');
  body.copy(out, size);
  return out;
}
