/** Tags without those that AWS writes itself (`aws:cloudformation:stack-name`…): nobody else may set or remove them. */
export function ownTags(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !/^aws:/i.test(key)));
}
