/** Sentences of aws/ in the display language, which is known only after the modules are loaded. */
import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { streamSubject } from '../../../src/aws/access/aws-call';
import { serviceError, streamSourceError } from '../../../src/aws/access/aws-error';
import { sentencesWhileLoading } from '../../support/sentences-while-loading';

const STREAM = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123';
const GERMAN = {
  'the stream of table "{0}"': 'der Stream der Tabelle „{0}“',
  'AWS profile "{0}"': 'Das AWS-Profil „{0}“',
  'at {0}': 'unter {0}',
  'in {0}': 'in {0}',
  '{0} may not call {1} on {2} {3}: {4}. {5}': '{0} darf {1} {3} nicht aufrufen ({2}): {4}. {5}',
  'Allow {0} on {1} for {2}, or choose another profile for the connection.':
    'Erlauben Sie {2} {0} auf {1}, oder wählen Sie ein anderes Profil.',
  '{0} was not found {1}: {2}. {3}': '{0} wurde {1} nicht gefunden: {2}. {3}',
  'it answered with status {0} without a reason': 'es hat mit Status {0} und ohne Grund geantwortet',
};

describe('the sentences of aws/', () => {
  before(() => l10n.config({ contents: GERMAN }));
  after(() => l10n.config({ contents: {} }));

  it('are in the display language, with AWS’s own words and all values in place', () => {
    const refusal = `User: arn:aws:iam::111122223333:user/ann is not authorized to perform: dynamodb:DescribeStream on resource: ${STREAM} because no policy allows it`;
    const error = awsError('AccessDeniedException', refusal, 400);
    assert.equal(
      serviceError(error, { ...call(), connection: { awsProfile: 'dev', region: 'eu-west-1' } }).message,
      `Das AWS-Profil „dev“ darf dynamodb:DescribeStream in eu-west-1 nicht aufrufen (der Stream der Tabelle „Orders“): no policy allows it. Erlauben Sie arn:aws:iam::111122223333:user/ann dynamodb:DescribeStream auf ${STREAM}, oder wählen Sie ein anderes Profil.`,
    );
  });

  it('have a translated subject at their beginning in capitals, and a reason that is ours translated', () => {
    const connection = { endpointUrl: 'http://127.0.0.1:8000' };
    const { kind, message } = streamSourceError(awsError('UnknownError', 'UnknownError', 404), {
      ...call(),
      ifMissing: 'Aktualisieren Sie.',
      connection,
    });
    assert.equal(kind, 'failed');
    assert.match(message, /^dynamodb:DescribeStream failed for der Stream der Tabelle „Orders“ unter http/);
    assert.match(message, /: es hat mit Status 404 und ohne Grund geantwortet\. Check /);
    const gone = awsError('ResourceNotFoundException', 'Requested resource not found: Stream', 400);
    assert.equal(
      streamSourceError(gone, { ...call(), ifMissing: 'Aktualisieren Sie.', connection }).message,
      'Der Stream der Tabelle „Orders“ wurde unter http://127.0.0.1:8000 nicht gefunden: Requested resource not found: Stream. Aktualisieren Sie.',
    );
  });

  it('are made when they are said, and not while a module is loaded', () => {
    const { said, modules } = sentencesWhileLoading('aws');
    assert.deepEqual(said, []);
    assert.ok(modules > 50, `${modules} modules`);
  });
});

function call(): { readonly action: string; readonly subject: string; readonly arn: string } {
  return { action: 'dynamodb:DescribeStream', subject: streamSubject(STREAM), arn: STREAM };
}

function awsError(name: string, message: string, httpStatusCode: number): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}
