// Reads what src/search/pack.rs wrote, which explains it: characters of a string, seven bits each, are deflated bytes.

const SEARCH_ESCAPED = [0, 10, 13, 34, 92];

/**
 * @param {string} packed
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function searchBytes(packed) {
  const bytes = new Uint8Array(Math.ceil((packed.length * 14) / 8));
  let [length, held, bits] = [0, 0, 0];
  const push = (seven) => {
    held = (held << 7) | seven;
    bits += 7;
    if (bits < 8) return;
    bits -= 8;
    bytes[length] = held >> bits;
    length += 1;
    held &= (1 << bits) - 1;
  };
  for (let at = 0; at < packed.length; at += 1) {
    const code = packed.charCodeAt(at);
    const place = (code >> 7) - 1;
    if (place < 0) push(code);
    else {
      push(SEARCH_ESCAPED[place % SEARCH_ESCAPED.length]);
      if (place < SEARCH_ESCAPED.length) push(code & 127);
    }
  }
  return bytes.subarray(0, length);
}

/**
 * The text that was deflated, which may refer to a dictionary as if it stood before it.
 * @param {string} packed
 * @param {string} [dictionary]
 * @returns {Promise<string>}
 */
export async function searchInflate(packed, dictionary = "") {
  const before = new TextEncoder().encode(dictionary);
  const parts = [...searchStoredBlock(before), searchBytes(packed)];
  const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const bytes = await new Response(stream).arrayBuffer();
  return new TextDecoder().decode(new Uint8Array(bytes, before.length));
}

/**
 * Bytes as the beginning of a stream, for browsers take no dictionary: a block that is not compressed, and not the last.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
function searchStoredBlock(bytes) {
  if (bytes.length === 0) return [];
  const [low, high] = [bytes.length & 255, bytes.length >> 8];
  return [Uint8Array.of(0, low, high, ~low, ~high), bytes];
}
