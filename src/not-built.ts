/** Stands for a part that is still being built; goes when the last one is there. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says for what it stands
export function notBuilt<T extends object>(part: string): T {
  return new Proxy({} as T, {
    get: () => () => Promise.reject(new Error(`${part} is not built yet.`)),
  });
}
