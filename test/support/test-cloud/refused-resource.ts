/** The resource that a refusal names: AWS's sentence has the ARN that the call was about, or `*`. */
import { partitionOf } from './arn-rewriting';
import { type CloudRequest, formOf, inputOf } from './cloud-request';

export function refusedResource(request: CloudRequest, accountId: string): string {
  const { service, region, url } = request;
  const arn = (rest: string): string =>
    `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${rest}`;
  switch (service) {
    case 'dynamodb': {
      const { TableName, StreamArn } = inputOf(request) as { TableName?: string; StreamArn?: string };
      if (StreamArn !== undefined) return StreamArn;
      if (TableName === undefined) return '*';
      return request.action === 'dynamodb:ListStreams'
        ? arn(`table/${TableName}/stream/*`)
        : arn(`table/${TableName}`);
    }
    case 'lambda':
      return lambdaResource(url, arn);
    case 'iam': {
      const form = formOf(request.body);
      const role = form.get('RoleName');
      return role === null ? (form.get('PolicyArn') ?? form.get('PolicySourceArn') ?? '*') : `role ${role}`;
    }
    case 'sqs': {
      const { QueueUrl, QueueName } = inputOf(request) as { QueueUrl?: string; QueueName?: string };
      return arn(QueueName ?? QueueUrl?.split('/').pop() ?? '*');
    }
    case 'sns':
      return formOf(request.body).get('TopicArn') ?? '*';
    case 'sts':
      return formOf(request.body).get('RoleArn') ?? '*';
    case 's3':
      return `arn:aws:s3:::${url.pathname.split('/').filter(Boolean).join('/')}`;
    default:
      return '*';
  }
}

function lambdaResource(url: URL, arn: (rest: string) => string): string {
  const [, , kind = '', name] = decodeURIComponent(url.pathname).split('/');
  if (name === undefined || name === '') return '*';
  if (kind === 'event-source-mappings') return arn(`event-source-mapping:${name}`);
  if (kind !== 'functions' || name.startsWith('arn:')) return name;
  return arn(`function:${name}`);
}
