/** Items of tables as they are now. */
import type { ItemReader } from '../../failed-batches/ports/item-reader';
import type { AwsAccess } from '../access/aws-access';

export function awsItemReader(access: AwsAccess): ItemReader {
  void access;
  return {
    readItems: () => {
      throw new Error('This is not built yet.');
    },
  };
}
