/**
 * The few pure platform functions that the engine may use. Everything else of
 * Node and of the browser does not exist in this folder's compilation.
 */
declare class TextEncoder {
  encode(text: string): Uint8Array;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean });
  decode(bytes: Uint8Array): string;
}
