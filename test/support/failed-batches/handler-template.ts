/** A template of SAM in which functions have the sample's handler, for a copy of the sample. */
export function handlerTemplate(functionNames: readonly string[]): string {
  const functions = functionNames.map((functionName, index) =>
    [
      `  Function${index + 1}:`,
      '    Type: AWS::Serverless::Function',
      '    Properties:',
      `      FunctionName: ${functionName}`,
      '      CodeUri: .',
      '      Handler: src/handler.handler',
      '      Runtime: nodejs22.x',
    ].join('\n'),
  );
  return [
    "AWSTemplateFormatVersion: '2010-09-09'",
    'Transform: AWS::Serverless-2016-10-31',
    'Resources:',
    ...functions,
    '',
  ].join('\n');
}
