/** The part of a DynamoDB Streams event that this handler looks at. */

/** One typed value, for example `{"S": "text"}` or `{"N": "42"}`; one member is there. */
export interface AttributeValue {
  S?: string;
  N?: string;
  /** Base64 text in an event. */
  B?: string;
  BOOL?: boolean;
  NULL?: boolean;
  SS?: string[];
  NS?: string[];
  BS?: string[];
  L?: AttributeValue[];
  M?: Item;
}

export type Item = Record<string, AttributeValue>;

export interface StreamRecord {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  dynamodb: {
    ApproximateCreationDateTime: number;
    Keys: Item;
    NewImage?: Item;
    OldImage?: Item;
    SequenceNumber: string;
  };
  /** Only on what DynamoDB itself removed. */
  userIdentity?: { principalId: string; type: string };
}

export interface DynamoDBStreamEvent {
  Records: StreamRecord[];
}
