/** The arrows of src/README.md, enforced. */
const adapters = '(aws|captures|handler-hosts)';
const vscodeApi = '^vscode$|node_modules/(@types/)?vscode/';

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    rule('engine-imports-only-engine', { path: '^src/engine/' }, { pathNot: '^src/engine/' }),
    // What a trigger may be is known without an editor and without AWS; texts of JSON and YAML it reads and writes,
    // and sentences it makes in the language of whoever reads them.
    rule(
      'triggers-import-only-engine',
      { path: '^src/triggers/' },
      { pathNot: '^src/(engine|triggers)/|node_modules/(jsonc-parser|yaml|@vscode/l10n)/' },
    ),
    rule(
      'failed-batches-import-only-engine-and-triggers',
      { path: '^src/failed-batches/' },
      { pathNot: '^src/(engine|triggers|failed-batches)/|node_modules/(jsonc-parser|yaml|@vscode/l10n)/' },
    ),
    rule(
      'vscode-api-only-in-its-room',
      {
        path: '^(src|test)/',
        pathNot: '^(src/vscode/|src/(extension|composition-[a-z]+)[.]ts$|test/vscode/)',
      },
      { path: vscodeApi },
    ),
    rule(
      'aws-sdk-only-in-its-room',
      { path: '^src/', pathNot: '^src/aws/' },
      { path: '(^|node_modules/)@(aws-sdk|smithy)/' },
    ),
    rule(
      'adapters-do-not-know-each-other',
      { path: `^src/${adapters}/` },
      { path: '^src/', pathNot: '^src/(engine|triggers|failed-batches|$1)/' },
    ),
    // What runs inside the user's process is a program of its own: it knows only itself.
    rule(
      'node-host-knows-only-itself',
      { path: '^src/handler-hosts/node-host/' },
      { path: '^src/', pathNot: '^src/handler-hosts/node-host/' },
    ),
    rule(
      'nothing-imports-node-host',
      { path: '^src/', pathNot: '^src/handler-hosts/node-host/' },
      { path: '^src/handler-hosts/node-host/' },
    ),
    rule(
      'command-line-knows-no-editor-and-no-aws',
      { path: '^src/command-line/' },
      { path: '^src/', pathNot: '^src/(command-line|engine|captures|handler-hosts)/' },
    ),
    rule(
      'nothing-imports-command-line',
      { path: '^src/', pathNot: '^src/command-line/' },
      { path: '^src/command-line/' },
    ),
    rule(
      'vscode-gets-adapters-by-constructor',
      { path: '^src/vscode/' },
      { path: `^src/${adapters}/`, dependencyTypesNot: ['type-only'] },
    ),
    rule('vscode-knows-nothing-of-aws', { path: '^src/vscode/' }, { path: '^src/aws/' }),
    rule(
      'only-extension-composes',
      { pathNot: '^(src/(extension|composition-root)[.]ts$|test/)' },
      { path: '^src/composition-[a-z]+[.]ts$' },
    ),
    rule('nothing-imports-extension', { path: '^src/' }, { path: '^src/extension[.]ts$' }),
    rule('src-does-not-import-test', { path: '^src/' }, { path: '^test/' }),
    rule('unit-tests-never-reach-vscode', { path: '^test/unit/' }, { path: vscodeApi, reachable: true }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/fixtures/' },
  },
};

function rule(name, from, to) {
  return { name, severity: 'error', from, to };
}
