// One bundle for the extension host, one for the command line, and one for each program in the user's process.
'use strict';
const path = require('node:path');
const { BannerPlugin } = require('webpack');

/** @type {(env: unknown, argv: {mode?: string}) => import('webpack').Configuration[]} */
module.exports = (_env, argv) => {
  const isProduction = argv.mode === 'production';
  const base = {
    target: 'node20',
    mode: isProduction ? 'production' : 'development',
    // Written beside the bundles for our own debugging; .vscodeignore keeps maps out of the package.
    devtool: isProduction ? 'hidden-source-map' : 'source-map',
    // An import at run time names the file that Node would load.
    resolve: { extensions: ['.ts', '.js'], extensionAlias: { '.js': ['.ts', '.js'] } },
    module: {
      // In the user's process createRequire must stay Node's: it finds the user's own packages.
      parser: { javascript: { createRequire: false } },
      rules: [
        {
          test: /\.ts$/,
          exclude: /node_modules/,
          use: {
            loader: 'ts-loader',
            options: {
              transpileOnly: true,
              compilerOptions: { module: 'es2022', moduleResolution: 'bundler' },
            },
          },
        },
      ],
    },
    node: { __dirname: false, __filename: false },
    performance: { hints: false },
    infrastructureLogging: { level: 'warn' },
    stats: 'errors-warnings',
  };
  return [
    {
      ...base,
      name: 'extension',
      entry: { extension: './src/extension.ts' },
      externals: { vscode: 'commonjs vscode' },
      output: {
        path: path.resolve(__dirname, 'dist'),
        filename: '[name].js',
        chunkFilename: 'chunks/[name].js',
        library: { type: 'commonjs2' },
        clean: { keep: /^(node-host\/|command-line\.js)/ },
      },
      // The AWS SDK in one chunk, loaded when a session names a profile.
      optimization: {
        chunkIds: 'named',
        splitChunks: {
          cacheGroups: {
            default: false,
            defaultVendors: false,
            awsSdk: { name: 'aws-sdk', chunks: 'async', test: /[\\/]node_modules[\\/]/, enforce: true },
          },
        },
      },
    },
    {
      ...base,
      name: 'command-line',
      entry: { 'command-line': './src/command-line/main.ts' },
      output: { path: path.resolve(__dirname, 'dist'), filename: '[name].js' },
      plugins: [new BannerPlugin({ banner: '#!/usr/bin/env node', raw: true })],
    },
    {
      ...base,
      name: 'node-host',
      target: 'node18',
      entry: {
        bootstrap: './src/handler-hosts/node-host/bootstrap.ts',
        'process-guard': './src/handler-hosts/processes/process-guard.ts',
        // Node's hooks thread calls what this one exports.
        'typescript-hooks': {
          import: './src/handler-hosts/node-host/typescript/typescript-hooks.ts',
          library: { type: 'commonjs2' },
        },
      },
      output: { path: path.resolve(__dirname, 'dist', 'node-host'), filename: '[name].js', clean: true },
    },
  ];
};
