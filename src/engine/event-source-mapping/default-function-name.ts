/** The function's name where nobody gave one: `src/orders.handler` becomes `orders`, a name that Lambda would accept. */
export function defaultFunctionName(handler: string): string {
  const file = handler.split(/[\\/]/).at(-1) ?? '';
  const name = file.replace(/\..*$/, '').replace(/[^a-zA-Z0-9-_]/g, '-');
  return name === '' ? 'function' : name.slice(0, 64);
}
