/** A place where tables and triggers are: an account and region of AWS, or an endpoint on this machine. */
import type { StreamConnection } from '../../engine/streams/stream-connection';

export interface AwsConnection extends StreamConnection {
  /** Stays the same while its name, profile, region and endpoints do; part of the tree items' ids. */
  readonly id: string;
  /** As the tree shows it. */
  readonly name: string;
  /** Nothing may be changed through it. */
  readonly isReadOnly: boolean;
}
