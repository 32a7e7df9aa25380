/** Which of the functions that files deploy is the one with a deployed name. */
import type { DeploymentFunction } from './deployment-function';
import { literalLength, matchesPattern } from './name-pattern';

export interface NamedFunction<F extends DeploymentFunction> {
  readonly function: F;
  /** How its name was told: it is written, it fits what is written of it, it looks as CloudFormation makes them. */
  readonly by: 'exact' | 'pattern' | 'generated';
}

/** @returns the surest first */
export function functionsNamed<F extends DeploymentFunction>(
  functions: readonly F[],
  deployedName: string,
): readonly NamedFunction<F>[] {
  return functions
    .flatMap((one) => {
      const score = scoreOf(one, deployedName);
      return score === undefined ? [] : [{ ...score, function: one }];
    })
    .sort((one, other) => other.rank - one.rank || other.known - one.known)
    .map(({ function: one, by }) => ({ function: one, by }));
}

interface Score {
  readonly by: NamedFunction<DeploymentFunction>['by'];
  readonly rank: number;
  /** Characters of the name that the file says. */
  readonly known: number;
}

function scoreOf({ name, logicalName }: DeploymentFunction, deployedName: string): Score | undefined {
  if (name === undefined) {
    const known = generatedFrom(logicalName, deployedName);
    return known === undefined ? undefined : { by: 'generated', rank: 1, known };
  }
  const known = literalLength(name);
  if (known === 0 || !matchesPattern(deployedName, name)) return undefined;
  return name.length === 1 ? { by: 'exact', rank: 3, known } : { by: 'pattern', rank: 2, known };
}

/** How long a logical id at least stays where CloudFormation shortens a name to Lambda's 64 characters. */
const SHORTENED_ID = 18;

/** `<stack>-<logical id>-<random>`; neither a logical id nor the random part has a dash. */
function generatedFrom(logicalName: string, deployedName: string): number | undefined {
  const [, id] = /-([A-Za-z0-9]+)-[A-Za-z0-9]{8,14}$/.exec(deployedName) ?? [];
  if (id === undefined) return undefined;
  const isShortened = id.length >= SHORTENED_ID && logicalName.startsWith(id);
  return id === logicalName || isShortened ? id.length : undefined;
}
