/**
 * The few pure platform functions that the engine may use. Everything else of
 * Node and of the browser does not exist in this folder's compilation.
 */
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
