/** The AWS CLI's sign-in as it is typed into a shell; a profile's name may hold whatever its file holds. */
import type { ListedProfile } from '../ports/account-service';

/** Means the same in every shell. */
const PLAIN = /^[\w.+:/-][\w.+:/@-]*$/;

/**
 * @param shell its path, for example `/bin/zsh`
 * @returns undefined if the name can't be said safely in that shell
 */
export function signInCommandLine(
  { name, kind }: Pick<ListedProfile, 'name' | 'kind'>,
  shell: string,
): string | undefined {
  const quoted = PLAIN.test(name) ? name : quote(name, shell);
  if (quoted === undefined) return undefined;
  // "=" keeps a name that begins with a dash from being an option.
  return `aws ${kind === 'login' ? 'login' : 'sso login'} --profile=${quoted}`;
}

function quote(name: string, shell: string): string | undefined {
  // A terminal takes some of them for keys: a line feed would run what stands before it.
  if (/[\u0000-\u001f\u007f-\u009f]/.test(name)) return undefined;
  const [, program = ''] = /([^\\/]*?)(?:[.]exe)?$/i.exec(shell) ?? [];
  switch (program.toLowerCase()) {
    case 'pwsh':
    case 'powershell':
      return `'${name.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
    case 'cmd':
      // Within quotes it still replaces variables.
      return /["%!^]/.test(name) ? undefined : `"${name}"`;
    case 'fish':
      return `'${name.replace(/[\\']/g, '\\$&')}'`;
    case 'sh':
    case 'bash':
    case 'dash':
    case 'ksh':
    case 'zsh':
      return `'${name.replaceAll("'", "'\\''")}'`;
    default:
      // Single quotes are what nearly all others have in common.
      return /['\\!]/.test(name) ? undefined : `'${name}'`;
  }
}
