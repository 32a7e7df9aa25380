/** What templates and files of the Serverless Framework say of the functions that they deploy. */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { functionsInFile } from '../../../../src/failed-batches/deployment-files/functions-in-file';
import { functionsNamed } from '../../../../src/failed-batches/deployment-files/functions-named';

const sam = `
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String, Default: dev }
Globals:
  Function: { Runtime: nodejs22.x, CodeUri: ./src/, Timeout: 10 }
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: !Sub '\${AWS::StackName}-orders'
      Handler: orders.handler
    Metadata:
      BuildMethod: esbuild
      BuildProperties: { Target: es2022, EntryPoints: [handlers/orders.ts] }
  Invoices:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: invoices, Handler: invoices.main, CodeUri: backend/, Runtime: nodejs20.x }
  Mail:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: !Join ['-', [shop, !Ref Stage, mail]]
      Handler: mail.handler
  Audit:
    Type: AWS::Serverless::Function
    Properties: { Handler: audit.handler, CodeUri: s3://bucket/key }
  Choice:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: !If [IsProduction, a, b], Handler: !Ref Handler }
  Table:
    Type: AWS::DynamoDB::Table
    Properties: { TableName: !GetAtt Other.Name }
`;

describe('a template of SAM', () => {
  const functions = functionsInFile(sam);

  it('tells names, handlers, code folders, runtimes and entry points', () => {
    const base = { tool: 'sam', runtime: 'nodejs22.x', codeFolder: 'src' } as const;
    assert.deepEqual(functions, [
      {
        ...base,
        logicalName: 'Orders',
        name: ['', '-orders'],
        handler: 'orders.handler',
        entryPoints: ['handlers/orders.ts'],
      },
      {
        tool: 'sam',
        logicalName: 'Invoices',
        name: ['invoices'],
        handler: 'invoices.main',
        runtime: 'nodejs20.x',
        codeFolder: 'backend',
      },
      { ...base, logicalName: 'Mail', name: ['shop-', '-mail'], handler: 'mail.handler' },
      { tool: 'sam', logicalName: 'Audit', handler: 'audit.handler', runtime: 'nodejs22.x' },
      { ...base, logicalName: 'Choice', name: ['', ''] },
    ]);
  });

  it('is asked for a deployed name', () => {
    const named = (name: string): unknown =>
      functionsNamed(functions, name).map((one) => [one.function.logicalName, one.by]);
    assert.deepEqual(named('invoices'), [['Invoices', 'exact']]);
    assert.deepEqual(named('shop-prod-orders'), [['Orders', 'pattern']]);
    assert.deepEqual(named('shop-prod-mail'), [['Mail', 'pattern']]);
    assert.deepEqual(named('shop-Audit-1A2b3C4d5E6f'), [['Audit', 'generated']]);
    assert.deepEqual(named('shop-Orders-1A2b3C4d5E6f'), []);
    assert.deepEqual(named('-orders'), []);
    assert.deepEqual(named('Audit'), []);
  });
});

describe('a template of CloudFormation', () => {
  it('is read as JSON too', () => {
    const Properties = {
      FunctionName: {
        'Fn::Sub': ['${Prefix}-${!Literal}-${AWS::Region}', { Prefix: { 'Fn::Join': ['', ['a', 'b']] } }],
      },
      Handler: 'index.handler',
      Runtime: 'nodejs22.x',
      Code: './code/',
    };
    const text = JSON.stringify({ Resources: { One: { Type: 'AWS::Lambda::Function', Properties } } });
    assert.deepEqual(functionsInFile(text), [
      {
        tool: 'cloudFormation',
        logicalName: 'One',
        name: ['ab-${Literal}-', ''],
        handler: 'index.handler',
        runtime: 'nodejs22.x',
        codeFolder: 'code',
      },
    ]);
  });

  it('has no code folder where the code is inline or uploaded', () => {
    for (const Code of [{ ZipFile: 'exports.handler = 1' }, { S3Bucket: 'b', S3Key: 'k' }, 'build/one.zip']) {
      const resource = { Type: 'AWS::Lambda::Function', Properties: { Handler: 'index.handler', Code } };
      const [found] = functionsInFile(JSON.stringify({ Resources: { One: resource } }));
      assert.equal(found?.logicalName, 'One');
      assert.equal(found.codeFolder, undefined);
    }
  });

  it('of the CDK names the asset, which may be a bundle', () => {
    const Resources = {
      OrdersHandler1A2B3C4D: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Handler: 'index.handler',
          Runtime: 'nodejs22.x',
          Code: { S3Bucket: {}, S3Key: 'k.zip' },
        },
        Metadata: {
          'aws:cdk:path': 'Shop/OrdersHandler/Resource',
          'aws:asset:path': 'asset.0f1e',
          'aws:asset:is-bundled': true,
          'aws:asset:property': 'Code',
        },
      },
    };
    const functions = functionsInFile(JSON.stringify({ Resources }, null, 1));
    assert.deepEqual(functions, [
      {
        tool: 'cdk',
        logicalName: 'OrdersHandler1A2B3C4D',
        handler: 'index.handler',
        runtime: 'nodejs22.x',
        codeFolder: 'asset.0f1e',
        isBundle: true,
        constructPath: 'Shop/OrdersHandler/Resource',
      },
    ]);
    assert.equal(functionsNamed(functions, 'Shop-OrdersHandler1A2B3C4D-aBcD1234eFgH').length, 1);
  });
});

describe('a file of the Serverless Framework', () => {
  const text = `
service: shop
custom:
  base: \${self:service}-\${sls:stage}
provider: { name: aws, runtime: nodejs22.x, stage: "\${opt:stage, 'dev'}" }
functions:
  orders: { handler: ./src/orders.handler }
  mail: { handler: src/mail.handler, name: "\${self:custom.base}-mailer", runtime: nodejs20.x }
  fixed: { handler: src/fixed.handler, name: fixed }
  staged: { handler: src/staged.handler, name: "\${self:provider.stage}-staged" }
`;

  it('tells names as far as the stage lets it', () => {
    const base = { tool: 'serverless', runtime: 'nodejs22.x', codeFolder: '.' } as const;
    assert.deepEqual(functionsInFile(text), [
      { ...base, logicalName: 'orders', name: ['shop-', '-orders'], handler: 'src/orders.handler' },
      {
        ...base,
        logicalName: 'mail',
        name: ['shop-', '-mailer'],
        handler: 'src/mail.handler',
        runtime: 'nodejs20.x',
      },
      { ...base, logicalName: 'fixed', name: ['fixed'], handler: 'src/fixed.handler' },
      { ...base, logicalName: 'staged', name: ['', '-staged'], handler: 'src/staged.handler' },
    ]);
  });

  it('may have functions in several groups, of which some are in other files', () => {
    const grouped =
      'service: {name: shop}\nprovider: {name: aws}\nfunctions:\n - ${file(a.yml)}\n - one: {handler: a.b}\n';
    assert.deepEqual(
      functionsInFile(grouped).map(({ logicalName, name }) => [logicalName, name]),
      [['one', ['shop-', '-one']]],
    );
  });
});

describe('a text that is no template', function () {
  this.timeout(60_000);

  it('has no functions, whatever it is', () => {
    for (const text of [
      '',
      'a: [',
      '{"Resources": 1}',
      '{"Resources": {"A": null, "B": {"Type": 1}, "C": {"Type": "AWS::Lambda::Function", "Properties": 7}}}'.replace(
        'AWS::Lambda::Function',
        'x',
      ),
      '- a\n- b',
      '[['.repeat(50_000),
      '{'.repeat(100_000),
      '{"a":'.repeat(100_000),
      'x: '.repeat(5000),
      '- '.repeat(50_000),
      '\ud800',
      'service: 1',
      'a: *unknown',
    ])
      assert.deepEqual(functionsInFile(text), []);
  });

  it('is not unfolded into more than the memory', () => {
    const lines = Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}]`);
    const bomb = ['a0: &a0 [x, x]', ...lines, 'Resources: { A: *a40 }'].join('\n');
    assert.deepEqual(functionsInFile(bomb), []);
    const custom = Array.from(
      { length: 30 },
      (_, n) => `  v${n}: "${`\${self:custom.v${n + 1}}`.repeat(9)}"`,
    );
    const variables = [
      'service: s',
      'provider: {name: aws}',
      'functions: {f: {name: "${self:custom.v0}"}}',
      'custom:',
      ...custom,
    ];
    assert.equal(functionsInFile(variables.join('\n')).length, 1);
  });

  it('throws nothing', () => {
    const piece = fc.constantFrom(
      ...[
        'Resources:',
        '\n',
        ' ',
        '  ',
        'Type: AWS::Lambda::Function',
        'Properties:',
        '!Sub ',
        '${',
        '}',
        '"',
        "'",
        '{',
        '[',
        ']',
        ',',
      ],
      ...[
        '&a ',
        '*a',
        '<<: ',
        '- ',
        'functions:',
        'service: ',
        'handler: a.b',
        '!Join ',
        ': ',
        '|',
        '>',
        '#',
        '\t',
        '---\n',
        '? ',
      ],
    );
    const pieces = fc.array(piece, { maxLength: 40 }).map((all) => all.join(''));
    fc.assert(
      fc.property(fc.oneof(pieces, fc.string({ unit: 'binary' }), fc.json()), (text) => {
        functionsNamed(functionsInFile(text), 'a-b-1234567890ab');
      }),
      { numRuns: 3000 },
    );
  });
});
